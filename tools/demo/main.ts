/**
 * `npm run demo`: demo keys from the sandbox, and the app opened on them. With a display the window is a person's; without one the story
 * plays by itself and leaves pictures and signed files in out/demo/.
 */
import { relative } from 'node:path';
import { buildApp } from '../build.ts';
import { ensureDisplay, hasDisplay } from '../display.ts';
import { root } from '../run.ts';
import { openApp } from '../start.ts';
import { prepareDemo } from './prepare.ts';
import type { Demo } from './prepare.ts';
import { playStory } from './story.ts';

async function openForPerson(demo: Demo): Promise<number> {
  const documents = relative(root, demo.documentFolder);
  console.log(`Every key has the password ${demo.keys[0]?.password}; documents to sign: ${documents}`);
  return openApp({ userData: demo.userData });
}

async function playAlone(demo: Demo): Promise<number> {
  const display = await ensureDisplay();
  try {
    await playStory(demo);
  } finally {
    display.stop();
  }
  console.log(`Pictures and signed files: ${relative(root, demo.folder)}`);
  return 0;
}

async function demonstrate(): Promise<number> {
  console.log('Making keys and documents.');
  const demo = await prepareDemo();
  await buildApp();
  return hasDisplay() ? openForPerson(demo) : playAlone(demo);
}

process.exitCode = await demonstrate().catch((error: Error) => {
  console.error(`demo: ${error.message}`);
  return 1;
});
