/**
 * How signatures are made: as the settings say, until the person says otherwise. The kind and how it is written are remembered between
 * runs; where it goes and whether it is stamped count for this run.
 */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { SignatureEncoding, XmlOptions } from '../../contract/documents.ts';
import { recall, remember } from '../logic/remember.ts';
import { isSignKind, offersXml } from '../logic/sign-kind.ts';
import type { SignKind, SignStyle } from '../logic/sign-kind.ts';
import { useDocuments } from './documents.ts';
import { useSettings } from './settings.ts';

export const useSigningChoices = defineStore('signing-choices', () => {
  const settings = useSettings();
  const documents = useDocuments();
  const ownFolder = ref<string | null>();
  const ownTimestamp = ref<boolean>();
  const layout = ref<XmlOptions['layout']>(recall('xmlLayout') === 'santuario' ? 'santuario' : 'compact');
  const encoding = ref<SignatureEncoding>(encodingOf(recall('encoding')));

  const usual = computed<SignKind>(() => (settings.settings.detached ? 'detached' : 'attached'));
  /** What was chosen, and against which setting: a later change of the setting is the newer word. */
  const [chosenBefore, against] = (recall('signKind') ?? '').split('/');
  const own = ref<{ readonly kind: SignKind; readonly against: string } | null>(
    isSignKind(chosenBefore) ? { kind: chosenBefore, against: against ?? '' } : null,
  );
  const xmlOffered = computed(() => offersXml(documents.files));

  const kind = computed<SignKind>({
    get: () => {
      const chosen = own.value?.against === usual.value ? own.value.kind : usual.value;
      return chosen === 'xml' && !xmlOffered.value ? usual.value : chosen;
    },
    set: value => {
      own.value = { kind: value, against: usual.value };
      // A bare value is asked for by one portal, once; whoever meets it unawares tomorrow has a file that nobody can read.
      if (value !== 'raw') remember('signKind', `${value}/${usual.value}`);
    },
  });
  const timestamp = computed({
    get: () => ownTimestamp.value ?? settings.settings.timestamp === 'on',
    set: value => (ownTimestamp.value = value),
  });
  /** Null: beside each document. */
  const outputFolder = computed({
    get: () => (ownFolder.value === undefined ? settings.settings.outputFolder : ownFolder.value),
    set: value => (ownFolder.value = value),
  });
  const style = computed<SignStyle>(() => ({
    kind: kind.value,
    layout: layout.value,
    encoding: encoding.value,
    timestamp: timestamp.value,
  }));

  function writeXml(value: XmlOptions['layout']): void {
    layout.value = value;
    remember('xmlLayout', value);
  }

  function writeCms(value: SignatureEncoding): void {
    encoding.value = value;
    remember('encoding', value);
  }

  return { kind, xmlOffered, layout, encoding, timestamp, outputFolder, style, writeXml, writeCms };
});

function encodingOf(text: string | null): SignatureEncoding {
  return text === 'pem' || text === 'base64' ? text : 'der';
}
