/** A signed power of attorney as a page for the printer: in both languages side by side, with the mark of whoever signed and a QR code of its number. */
import type { PoaMark } from '../../contract/poa/app-calls.ts';
import { viewMark } from '../../contract/poa/mark.ts';
import { viewPowerOfAttorney } from '../../contract/poa/view.ts';
import type { DocumentLanguage } from '../../contract/poa/view.ts';
import { escapeHtml } from '../html.ts';
import { qrOf } from './qr.ts';

export interface PoaPage {
  /** What was signed. */
  readonly text: string;
  readonly mark: PoaMark;
  /** Of the `.cms` beside it. */
  readonly cms: string;
  /** Of the program. */
  readonly version: string;
}

const WORDS: Readonly<Record<DocumentLanguage, { qr: string; foot(cms: string, version: string): string }>> =
  {
    kk: {
      qr: 'Нөмірдің QR-коды',
      foot: (cms, version) =>
        `Бұл бет — қол қойылған мәтіннің көрінісі. Қолтаңбаның өзі ${cms} файлында; оны Tanba ${version} немесе кез келген CMS бағдарламасы тексереді.`,
    },
    ru: {
      qr: 'QR-код номера',
      foot: (cms, version) =>
        `Эта страница — вид подписанного текста. Сама подпись — в файле ${cms}; её проверяет Tanba ${version} или любая программа для CMS.`,
    },
  };

/** It needs nothing from outside and runs nothing. Null where the text is no power of attorney. */
export function poaPage({ text, mark, cms, version }: PoaPage): string | null {
  const [kk, ru] = [column(text, mark, 'kk'), column(text, mark, 'ru')];
  const number = viewPowerOfAttorney(text, 'ru')?.number;
  if (kk === null || ru === null || number === undefined) return null;
  const { size, path } = qrOf(number);
  return [
    '<!doctype html>',
    `<html lang="kk"><head><meta charset="utf-8"><title>${escapeHtml(number)}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<style>${STYLE}</style></head><body>`,
    '<header>',
    `<h1><span lang="kk">${kk.title}</span> / <span lang="ru">${ru.title}</span></h1>`,
    `<figure><svg viewBox="0 0 ${size} ${size}" role="img"><title>${WORDS.ru.qr}</title><path d="${path}"/></svg>`,
    `<figcaption>${escapeHtml(number)}</figcaption></figure>`,
    '</header>',
    `<div class="two"><section lang="kk">${kk.body}</section><section lang="ru">${ru.body}</section></div>`,
    `<div class="two marks"><section lang="kk">${kk.mark}</section><section lang="ru">${ru.mark}</section></div>`,
    '<footer>',
    ...(['kk', 'ru'] as const).map(
      language => `<p lang="${language}">${escapeHtml(WORDS[language].foot(cms, version))}</p>`,
    ),
    '</footer></body></html>',
    '',
  ].join('\n');
}

interface Column {
  readonly title: string;
  readonly body: string;
  readonly mark: string;
}

function column(text: string, mark: PoaMark, language: DocumentLanguage): Column | null {
  const view = viewPowerOfAttorney(text, language);
  if (view === null) return null;
  const signed = viewMark(mark, language);
  const actions = view.actions.map(action => `<li>${escapeHtml(action)}</li>`).join('');
  return {
    title: escapeHtml(view.title),
    body: `${facts(view.lines)}<h2>${escapeHtml(view.actionsTitle)}</h2><ul>${actions}</ul>`,
    mark: `<h2>${escapeHtml(view.signature)}</h2><p><strong>${escapeHtml(signed.title)}</strong></p>${facts(signed.lines)}`,
  };
}

function facts(lines: readonly { readonly label: string; readonly value: string }[]): string {
  const rows = lines.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

const STYLE = `@page{size:A4;margin:11mm 14mm}body{font:8.5pt/1.3 'Noto Serif','DejaVu Serif','Times New Roman',serif;color:#111;margin:0}
header{display:flex;justify-content:space-between;align-items:center;border-bottom:1.5pt solid #111;margin-bottom:8pt}
h1{font-size:17pt;margin:0}figure{margin:0;text-align:center}svg{width:22mm;height:22mm;display:block;margin:0 auto}figcaption{font:6.5pt/1.2 monospace}
.two{display:grid;grid-template-columns:1fr 1fr;gap:8mm}.two section+section{border-left:.5pt solid #999;padding-left:8mm;margin-left:-4mm}
dl{margin:0}dl div{margin-bottom:2.5pt;break-inside:avoid}dt{color:#555;font-size:7.5pt}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
h2{font-size:10pt;margin:7pt 0 3pt}ul{margin:0;padding-left:12pt}p{margin:2pt 0}
.marks{margin-top:8pt;border:1pt solid #1d4f91;padding:0 8pt 5pt;break-inside:avoid}.marks h2,.marks strong{color:#1d4f91}.marks dl div{display:grid;grid-template-columns:36% 1fr;gap:6pt;margin-bottom:1pt}.marks{font-size:8pt}
footer{margin-top:6pt;border-top:.5pt solid #999;color:#555;font-size:7pt}`;
