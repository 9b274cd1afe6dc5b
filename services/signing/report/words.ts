/** The words of a report, for the command line and for the printed page. */
import type { Language } from '../../../contract/errors/index.ts';
import type {
  PolicyFinding,
  StepName,
  TrustEnvironment,
  Verdict,
  VerificationStep,
} from '../../../contract/report.ts';

export interface ReportWords {
  readonly sentence: Readonly<Record<Verdict, string>>;
  /** Said after `valid`, since what is not known is neither good nor bad. */
  readonly revocationOpen: string;
  /** Whose authority was relied on; nothing is said of production. */
  readonly trust: Readonly<Record<Exclude<TrustEnvironment, 'production'>, string>>;
  readonly policyFailed: string;
  readonly step: Readonly<Record<StepName, string>>;
  readonly status: Readonly<Record<VerificationStep['status'], string>>;
  readonly demand: Readonly<Record<PolicyFinding['demand'], string>>;
  readonly signer: string;
  readonly signedAt: (time: string) => string;
  readonly provenAt: (time: string, authority: string) => string;
  readonly stampedBy: string;
  readonly content: (file: string) => string;
  /** Of the printed page. */
  readonly page: {
    readonly title: string;
    readonly signature: string;
    readonly document: string;
    readonly checkedAt: string;
    readonly certificate: string;
    readonly issuer: string;
    readonly serial: string;
    readonly term: string;
    readonly policy: string;
    readonly answer: (source: string, time: string) => string;
    readonly madeBy: (version: string) => string;
  };
}

const kk: ReportWords = {
  sentence: {
    valid: 'Қолтаңба жарамды.',
    invalid: 'Қолтаңба жарамсыз.',
    unproven: 'Құжат қол қойылғаннан бері өзгермеген, бірақ кім қол қойғаны дәлелденбеген.',
  },
  revocationOpen: 'Сертификаттың қайтарып алынған-алынбағаны белгісіз.',
  trust: {
    test: 'Назар аударыңыз: сынақ орталығының сертификаты, заңдық күші жоқ.',
    sandbox: 'Назар аударыңыз: жаттығу ортасының сертификаты, заңдық күші жоқ.',
    own: 'Назар аударыңыз: орталықты сенімділер тізіміне өзіңіз қосқансыз.',
  },
  policyFailed: 'Қолтаңба сіз қойған талаптарға сай емес.',
  step: {
    format: 'Қолтаңба пішімі',
    digest: 'Құжат өзгермеген',
    signature: 'Қолтаңба осы кілтпен қойылған',
    purpose: 'Кілт қол қоюға арналған',
    chain: 'Сенімді орталық берген',
    validity: 'Сертификат мерзімінде',
    revocation: 'Қайтарып алынбаған',
    timestamp: 'Уақыт белгісі',
  },
  status: { ok: 'иә', failed: 'жоқ', unknown: 'белгісіз' },
  demand: {
    iin: 'Күтілген ЖСН',
    bin: 'Күтілген БСН',
    revocation: 'Қайтарып алынбағаны белгілі',
    timestamp: 'Уақыты дәлелденген',
    production: 'Ресми орталық',
  },
  signer: 'Қол қойған',
  signedAt: time => `Уақыты: ${time} (қол қоюшының сөзі бойынша)`,
  provenAt: (time, authority) => `Уақыты: ${time} (дәлелдеген: ${authority})`,
  stampedBy: 'Уақыт белгісі',
  content: file => `Құжат: ${file}`,
  page: {
    title: 'Қолтаңбаны тексеру есебі',
    signature: 'Қолтаңба файлы',
    document: 'Құжат',
    checkedAt: 'Тексерілген уақыты',
    certificate: 'Сертификат',
    issuer: 'Берген орталық',
    serial: 'Сериялық нөмірі',
    term: 'Мерзімі',
    policy: 'Қойылған талаптар',
    answer: (source, time) => `${source}, ${time}`,
    madeBy: version => `Tanba ${version} бағдарламасы жасаған`,
  },
};

const ru: ReportWords = {
  sentence: {
    valid: 'Подпись верна.',
    invalid: 'Подпись неверна.',
    unproven: 'Документ не менялся с момента подписи, но кто подписал, не доказано.',
  },
  revocationOpen: 'Отозван ли сертификат, неизвестно.',
  trust: {
    test: 'Внимание: сертификат тестового центра, юридической силы нет.',
    sandbox: 'Внимание: сертификат учебной среды, юридической силы нет.',
    own: 'Внимание: центр добавлен в доверенные вами.',
  },
  policyFailed: 'Подпись не отвечает вашим требованиям.',
  step: {
    format: 'Форма подписи',
    digest: 'Документ не изменён',
    signature: 'Подпись сделана этим ключом',
    purpose: 'Ключ предназначен для подписи',
    chain: 'Выдан доверенным центром',
    validity: 'Сертификат в сроке действия',
    revocation: 'Не отозван',
    timestamp: 'Метка времени',
  },
  status: { ok: 'да', failed: 'нет', unknown: 'неизвестно' },
  demand: {
    iin: 'Ожидаемый ИИН',
    bin: 'Ожидаемый БИН',
    revocation: 'Известно, что не отозван',
    timestamp: 'Время доказано',
    production: 'Официальный центр',
  },
  signer: 'Подписал',
  signedAt: time => `Время: ${time} (со слов подписавшего)`,
  provenAt: (time, authority) => `Время: ${time} (доказано: ${authority})`,
  stampedBy: 'Метка времени',
  content: file => `Документ: ${file}`,
  page: {
    title: 'Отчёт о проверке подписи',
    signature: 'Файл подписи',
    document: 'Документ',
    checkedAt: 'Время проверки',
    certificate: 'Сертификат',
    issuer: 'Кем выдан',
    serial: 'Серийный номер',
    term: 'Срок действия',
    policy: 'Требования',
    answer: (source, time) => `${source}, ${time}`,
    madeBy: version => `Создано программой Tanba ${version}`,
  },
};

const en: ReportWords = {
  sentence: {
    valid: 'The signature holds.',
    invalid: 'The signature does not hold.',
    unproven: 'The document is as it was signed, but who signed it is not proven.',
  },
  revocationOpen: 'Whether the certificate was revoked is not known.',
  trust: {
    test: 'Beware: a certificate of the test authority, of no legal force.',
    sandbox: 'Beware: a certificate of the sandbox, of no legal force.',
    own: 'Beware: you added its authority to the trusted ones yourself.',
  },
  policyFailed: 'The signature does not meet your demands.',
  step: {
    format: 'Form of the signature',
    digest: 'Document unchanged',
    signature: 'Signature by the key',
    purpose: 'Key meant for signing',
    chain: 'Issued by a trusted authority',
    validity: 'Certificate in its term',
    revocation: 'Not revoked',
    timestamp: 'Time-stamp',
  },
  status: { ok: 'yes', failed: 'no', unknown: 'unknown' },
  demand: {
    iin: 'Expected IIN',
    bin: 'Expected BIN',
    revocation: 'Known not to be revoked',
    timestamp: 'Time proven',
    production: 'Official authority',
  },
  signer: 'Signer',
  signedAt: time => `Time: ${time} (the signer’s own word)`,
  provenAt: (time, authority) => `Time: ${time} (proven by ${authority})`,
  stampedBy: 'Time-stamp',
  content: file => `Document: ${file}`,
  page: {
    title: 'Report on a signature',
    signature: 'Signature file',
    document: 'Document',
    checkedAt: 'Verified at',
    certificate: 'Certificate',
    issuer: 'Issued by',
    serial: 'Serial number',
    term: 'Term',
    policy: 'Demands',
    answer: (source, time) => `${source}, ${time}`,
    madeBy: version => `Made by Tanba ${version}`,
  },
};

export const reportWords: Readonly<Record<Language, ReportWords>> = { kk, ru, en };
