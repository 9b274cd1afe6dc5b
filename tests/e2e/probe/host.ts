/** A host process as small as can be: answers with its input, ends when told or when its parent goes. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort };

interface Question {
  readonly request: unknown;
}
const answer = ({ request }: Question, reply: (answer: unknown) => void) =>
  request === 'exit' ? process.exit(7) : reply(request);

if (parentPort)
  parentPort.on('message', ({ data }) => answer(data as Question, reply => parentPort.postMessage(reply)));
else process.on('message', message => answer(message as Question, reply => process.send?.(reply)));
process.on('disconnect', () => process.exit(0));
