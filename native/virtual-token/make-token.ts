/**
 * Makes, pulls and inserts virtual tokens from the command line, for trying things by hand.
 *
 *   node native/virtual-token/make-token.ts create DIR [--slot 0] [--label …] [--serial …] [--pin …] [--so-pin …] [--tries 10]
 *   node native/virtual-token/make-token.ts pull|insert|remove DIR [--slot 0]
 *   node native/virtual-token/make-token.ts faults DIR ['C_Sign#2 return 0x30' …]
 */
import { parseArgs } from 'node:util';
import { createVirtualToken, insertToken, pullToken, removeToken, setFaults } from './token-folder.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    slot: { type: 'string', default: '0' },
    label: { type: 'string', default: 'Virtual token' },
    serial: { type: 'string' },
    pin: { type: 'string', default: '12345678' },
    'so-pin': { type: 'string', default: '87654321' },
    tries: { type: 'string', default: '10' },
  },
});

const [command, dir, ...rest] = positionals;

function create(place: { dir: string; slot: number }): void {
  createVirtualToken({
    ...place,
    label: values.label,
    pin: values.pin,
    soPin: values['so-pin'],
    maxTries: Number(values.tries),
    ...(values.serial === undefined ? {} : { serial: values.serial }),
  });
}

const commands: Readonly<Record<string, (place: { dir: string; slot: number }) => void>> = {
  create,
  pull: pullToken,
  insert: insertToken,
  remove: removeToken,
  faults: place => setFaults(place.dir, ...rest),
};

const work = commands[command ?? ''];
if (work && dir !== undefined) {
  work({ dir, slot: Number(values.slot) });
} else {
  process.stderr.write(
    'make-token: create|pull|insert|remove|faults DIR [options]; see the head of this file\n',
  );
  process.exitCode = 64;
}
