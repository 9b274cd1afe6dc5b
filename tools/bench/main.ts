/**
 * `npm run bench`: our figures beside the peers', measured in one run. Absolute numbers belong to this machine and hour; the ratios travel.
 * `--write` puts the tables into docs/benchmarks.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../run.ts';
import { measureCrypto } from './crypto.ts';
import { measureFiles } from './files.ts';
import { measureServices } from './services.ts';
import { measurePeers } from './peers.ts';
import type { Peer } from './peers.ts';
import { measurePortal } from './portal.ts';
import { measurePowers } from './powers.ts';
import { measureTokens } from './tokens.ts';
import { measureXml, measureXmlFiles, measureXmlsec } from './xml.ts';

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The least that we accept, where the issue sets a bar. */
  readonly bar?: number;
  /** For figures where less is better. */
  readonly atMost?: boolean;
}

const number = (value: number) => (value >= 100 || value === 0 ? value.toFixed(0) : value.toPrecision(3));

function cryptoTable(figures: readonly Figure[], peers: readonly Peer[]): string[] {
  const present = peers.filter(peer => peer.rates);
  const head = [
    'what',
    'unit',
    'Tanba',
    ...present.flatMap(peer => [peer.name, `Tanba ÷ ${peer.name}`]),
    'bar',
  ];
  const rows = figures.map(figure => [
    figure.name,
    figure.unit,
    number(figure.value),
    ...present.flatMap(peer => {
      const theirs = peer.rates?.[figure.name];
      return theirs ? [number(theirs), (figure.value / theirs).toFixed(2)] : ['–', '–'];
    }),
    barText(figure),
  ]);
  return table(head, rows);
}

function barText(figure: Figure): string {
  if (figure.bar === undefined) return '';
  const met = figure.atMost ? figure.value <= figure.bar : figure.value >= figure.bar;
  return `${figure.atMost ? '≤' : '≥'} ${figure.bar}: ${met ? 'met' : 'MISSED'}`;
}

function plainTable(figures: readonly Figure[]): string[] {
  return table(
    ['what', 'unit', 'Tanba', 'bar'],
    figures.map(figure => [figure.name, figure.unit, number(figure.value), barText(figure)]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`;
console.log(`measuring on ${machine}; a minute or two …`);
const peers = measurePeers();
const cryptoFigures = measureCrypto();
const tokenFigures = await measureTokens();
const serviceFigures = await measureServices();
const portalFigures = await measurePortal();
const powersFigures = await measurePowers();
const xmlsec = await measureXmlsec();
const xmlFigures = await measureXml();
const fileFigures = [...(await measureFiles()), ...(await measureXmlFiles())];
const lines = [
  '## Cryptography',
  '',
  ...cryptoTable(cryptoFigures, peers),
  '',
  '## Tokens',
  '',
  ...plainTable(tokenFigures),
  '',
  '## Services of the sandbox, one question after the other',
  '',
  ...plainTable(serviceFigures),
  '',
  '## Long lists of the portal',
  '',
  ...plainTable(portalFigures),
  '',
  '## Powers of attorney',
  '',
  ...plainTable(powersFigures),
  '',
  '## XML signatures',
  '',
  ...cryptoTable(xmlFigures, [xmlsec]),
  '',
  '## Whole processes',
  '',
  ...plainTable(fileFigures),
];
console.log(lines.join('\n'));
if (process.argv.includes('--write')) {
  const head = [
    '# Benchmarks',
    '',
    'Made by `npm run bench -- --write`. One machine, one run: compare the ratios, not the numbers.',
    '',
    `Machine: ${machine}.`,
    '',
  ];
  const page = join(root, 'docs', 'benchmarks.md');
  // What was written there by hand stays.
  const [, ...byHand] = readFileSync(page, 'utf8').split(/^(?=## Of other runs$)/m);
  writeFileSync(page, `${[...head, ...lines, '', ...byHand].join('\n').trimEnd()}\n`);
}
