/** What the file dialogs offer, per kind of question, in the three languages. */
import type { Language } from '../contract/errors/index.ts';
import type { DialogKind } from '../services/handlers/app-handlers.ts';
import type { SaveKind } from '../services/handlers/signing-handlers.ts';
import type { OpenDialogOptions, SaveDialogOptions } from './electron.ts';

type Names = Readonly<Record<Language, string>>;

const anyFile = { names: { kk: 'Барлық файлдар', ru: 'Все файлы', en: 'All files' }, extensions: ['*'] };

const filters: Readonly<Record<DialogKind, readonly { names: Names; extensions: readonly string[] }[]>> = {
  document: [anyFile],
  signature: [
    {
      names: { kk: 'Қолтаңбалар', ru: 'Подписи', en: 'Signatures' },
      extensions: ['cms', 'p7s', 'p7m', 'p7b', 'sig', 'xml'],
    },
    anyFile,
  ],
  keystore: [
    { names: { kk: 'Кілт файлдары', ru: 'Файлы ключей', en: 'Key files' }, extensions: ['p12', 'pfx'] },
    anyFile,
  ],
  trust: [
    {
      names: { kk: 'Сертификаттар', ru: 'Сертификаты', en: 'Certificates' },
      extensions: ['cer', 'crt', 'der', 'pem', 'p7b'],
    },
    anyFile,
  ],
  library: [
    {
      names: { kk: 'Токен драйверлері', ru: 'Драйверы токенов', en: 'Drivers of tokens' },
      extensions: ['dll', 'so', 'dylib'],
    },
    anyFile,
  ],
};

export function fileDialog(kind: DialogKind, multiple: boolean, language: Language): OpenDialogOptions {
  return {
    filters: filters[kind].map(({ names, extensions }) => ({
      name: names[language],
      extensions: [...extensions],
    })),
    properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  };
}

export const folderDialog: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };

/** What a file is saved as; a document keeps whatever it is. */
export function saveFilters(kind: SaveKind, language: Language): SaveDialogOptions['filters'] {
  if (kind === 'document') return [{ name: anyFile.names[language], extensions: [...anyFile.extensions] }];
  return [{ name: kind.toUpperCase(), extensions: [kind] }];
}
