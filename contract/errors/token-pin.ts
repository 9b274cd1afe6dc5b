/** Errors of a token's PIN. `token` is the token's label. Only answers of the token about the PIN lead here: see native/ckr.ts. */
import { defineError } from './define.ts';

interface Token extends Record<string, string> {
  token: string;
}

const pin = { owner: 'store', exit: 3, stopsBatch: true } as const;

export const tokenPinErrors = {
  'token.pin-incorrect': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'PIN-код қате',
        `«${p.token}» бұл PIN-кодты қабылдамады; бір әрекет жұмсалды.`,
        'Пернетақта тілін және Caps Lock пернесін тексеріп, қайта теріңіз: әрекеттер таусылса, токен бұғатталады.',
      ],
      ru: p => [
        'Неверный PIN-код',
        `«${p.token}» не принял этот PIN-код; одна попытка потрачена.`,
        'Проверьте раскладку и Caps Lock и введите ещё раз: когда попытки кончатся, токен заблокируется.',
      ],
      en: p => [
        'Wrong PIN',
        `“${p.token}” did not accept this PIN; one try is spent.`,
        'Check the keyboard layout and Caps Lock, then type it again: with no tries left the token locks itself.',
      ],
    },
  }),
  'token.pin-final-try': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'Соңғы әрекет қалды',
        `PIN-код тағы бір рет қате болса, «${p.token}» бұғатталады. Әзірге ештеңе жіберілген жоқ.`,
        'PIN-кодқа сенімді болсаңыз ғана растаңыз.',
      ],
      ru: p => [
        'Осталась последняя попытка',
        `Ещё одна ошибка, и «${p.token}» заблокируется. Пока ничего не отправлено.`,
        'Подтвердите, только если уверены в PIN-коде.',
      ],
      en: p => [
        'One try is left',
        `One more mistake and “${p.token}” locks itself. Nothing has been sent to it yet.`,
        'Confirm only if you are sure of the PIN.',
      ],
    },
  }),
  'token.pin-locked': defineError<Token>({
    ...pin,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Токен бұғатталған',
        `«${p.token}» құрылғысында PIN-код тым көп рет қате терілген.`,
        'Оны өндірушінің бағдарламасында әкімші PIN-кодымен ашыңыз; ол болмаса, ҰКО-ға барыңыз.',
      ],
      ru: p => [
        'Токен заблокирован',
        `На «${p.token}» слишком много раз ввели неверный PIN-код.`,
        'Разблокируйте его программой производителя с PIN-кодом администратора; если его нет, обратитесь в НУЦ.',
      ],
      en: p => [
        'The token is locked',
        `A wrong PIN was entered on “${p.token}” too many times.`,
        'Unblock it in its maker’s program with the administrator’s PIN; without that, ask the authority.',
      ],
    },
  }),
  'token.pin-expired': defineError<Token>({
    ...pin,
    remedies: ['retry'],
    words: {
      kk: p => [
        'PIN-кодтың мерзімі өткен',
        `«${p.token}» PIN-код ауыстырылғанша қол қоймайды.`,
        'PIN-кодты ауыстырып, қайталаңыз.',
      ],
      ru: p => [
        'Срок PIN-кода истёк',
        `«${p.token}» не подписывает, пока PIN-код не сменят.`,
        'Смените PIN-код и повторите.',
      ],
      en: p => [
        'The PIN has expired',
        `“${p.token}” does not sign until its PIN is changed.`,
        'Change the PIN and try again.',
      ],
    },
  }),
  'token.pin-length': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'PIN-кодтың ұзындығы сәйкес емес',
        `«${p.token}» мұндай қысқа немесе ұзын PIN-кодты қабылдамайды.`,
        'PIN-кодты тексеріп, қайта теріңіз.',
      ],
      ru: p => [
        'PIN-код не той длины',
        `«${p.token}» не принимает таких коротких или длинных PIN-кодов.`,
        'Проверьте PIN-код и введите ещё раз.',
      ],
      en: p => [
        'The PIN has the wrong length',
        `“${p.token}” does not take PINs that short or that long.`,
        'Check the PIN and type it again.',
      ],
    },
  }),
  'token.pin-unchanged': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'Жаңа PIN-код бұрынғысымен бірдей',
        `«${p.token}» токенінің PIN-коды өзгертілмеді, бірде-бір әрекет жұмсалмады.`,
        'Бұрынғысынан өзге PIN-код ойлап табыңыз.',
      ],
      ru: p => [
        'Новый PIN-код совпадает со старым',
        `PIN-код токена «${p.token}» не изменён, ни одна попытка не потрачена.`,
        'Придумайте PIN-код, который отличается от прежнего.',
      ],
      en: p => [
        'The new PIN is the old one',
        `The PIN of “${p.token}” was not changed, and no try is spent.`,
        'Think of a PIN that differs from the one before.',
      ],
    },
  }),
  'token.pin-invalid': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'PIN-кодта рұқсат етілмеген таңба бар',
        `«${p.token}» мұндай таңбаларды қабылдамайды.`,
        'Пернетақта тілін тексеріп, тек цифрлар мен латын әріптерін теріңіз.',
      ],
      ru: p => [
        'В PIN-коде недопустимый символ',
        `«${p.token}» не принимает таких символов.`,
        'Проверьте раскладку; вводите только цифры и латинские буквы.',
      ],
      en: p => [
        'The PIN has a character that is not allowed',
        `“${p.token}” does not take such characters.`,
        'Check the keyboard layout; type digits and Latin letters only.',
      ],
    },
  }),
  'token.pin-too-weak': defineError<Token>({
    ...pin,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'Жаңа PIN-код тым оңай',
        `«${p.token}» оңай табылатын PIN-кодты қабылдамайды.`,
        'Ұзынырақ, әртүрлі таңбалардан тұратын PIN-код ойлап табыңыз.',
      ],
      ru: p => [
        'Новый PIN-код слишком прост',
        `«${p.token}» не принимает PIN-коды, которые легко угадать.`,
        'Придумайте длиннее, из разных символов.',
      ],
      en: p => [
        'The new PIN is too weak',
        `“${p.token}” does not take PINs that are easy to guess.`,
        'Choose a longer one of different characters.',
      ],
    },
  }),
};
