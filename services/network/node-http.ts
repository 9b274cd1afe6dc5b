/**
 * Node's HTTP, loaded at the first request. An import would load all of it, its client for the web included, at each start: fifty
 * milliseconds of every command, most of which ask nobody.
 */
export function nodeHttp(): typeof import('node:http') {
  return process.getBuiltinModule('node:http');
}

export function nodeHttps(): typeof import('node:https') {
  return process.getBuiltinModule('node:https');
}
