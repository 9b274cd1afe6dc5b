/** `npm start [-- FILES]`, and with `--dev` `npm run dev`. */
import { start } from './start.ts';

process.exitCode = await start(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
