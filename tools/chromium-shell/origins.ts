/**
 * Chromium knows no schemes but its own, so `app://tanba/x` is shown to it as `http://tanba.app.localhost/x`: a secure
 * context like a privileged scheme, an origin of its own, and nowhere on any network.
 */
const schemes = new Set<string>();

export function registerScheme(scheme: string): void {
  schemes.add(scheme);
}

export function toBrowser(url: string): string {
  const parts = /^([a-z]+):\/\/([^/]+)(.*)$/.exec(url);
  if (!parts || !schemes.has(parts[1] ?? '')) return url;
  return `http://${parts[2]}.${parts[1]}.localhost${parts[3]}`;
}

/** The other way, for URLs and for origins; what is not ours stays as it is. */
export function fromBrowser(url: string): string {
  const parts = /^http:\/\/([^/]+)\.([a-z]+)\.localhost(\/.*|)$/.exec(url);
  if (!parts || !schemes.has(parts[2] ?? '')) return url;
  return `${parts[2]}://${parts[1]}${parts[3]}`;
}
