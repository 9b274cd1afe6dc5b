/** Help in English. */
import type { HelpTexts } from './shape.ts';

export const enHelp: HelpTexts = {
  sign: {
    title: 'How to sign a document',
    steps: [
      'Drag the documents into the window, or choose them with Ctrl+O. Several at once are fine.',
      'Press “Sign” at the bottom right, or Ctrl+Enter.',
      'Choose a key, type its password and press Enter.',
      'The .cms file lies beside the document: “Show in folder” leads to it.',
    ],
    answers: [
      [
        'One file or detached?',
        'If the receiver said nothing, keep “one file”: sending the .cms is enough. If a detached signature is asked for, send both the document and the .cms.',
      ],
      [
        'Can my document be spoilt?',
        'No. The signature goes to a new file, and existing files are never overwritten.',
      ],
      [
        'Which key do I sign with?',
        'The one whose file begins with GOST512_ or RSA256_. A file AUTH_RSA256_ is for logging in only.',
      ],
      [
        'What is a time-stamp for?',
        'It proves when the document was signed: the signature can then be verified after the certificate has ended, too. Where no time-stamping service answers, the signature is saved, and you add the time-stamp later on this very screen.',
      ],
      [
        'How do I add my signature to another person’s?',
        'Drop their .cms file: the program verifies it first, then press “Add my signature”.',
      ],
    ],
  },
  verify: {
    title: 'How to verify a signature',
    steps: [
      'Drag a .cms, .p7s or .sig file into the window.',
      'Where the document is separate, drop both files together; one in the same folder is found by itself.',
      'Read the top line: green is valid with everything known, red is not valid, amber says itself what stayed unknown.',
    ],
    answers: [
      [
        'What does “not proven” mean?',
        'The signature itself may be right, but who issued the certificate, or whether it was valid, is not known. The steps name the reason.',
      ],
      [
        'What does “whether the certificate was revoked could not be asked” mean?',
        'The signature is right, but the authority gave no answer about the certificate. Check the network and press “Verify again”; until then do not rely on an important document.',
      ],
      [
        'How do I make sure that the right person signed?',
        'Open “Whom do you expect?” and type the IIN or BIN. If somebody else signed, you are told.',
      ],
    ],
  },
  keys: {
    title: 'Keys',
    steps: [
      'Drag a .p12 file into the window, or press “Add a key…”. A token only has to be plugged in.',
      'To see whose key it is, press “Unlock…” and type the password.',
      'Press “Lock” when you are done; if you forget, the key locks itself after a while.',
    ],
    answers: [
      [
        'Is the file copied into the program?',
        'No. Only its place is remembered; the password is not written anywhere.',
      ],
      [
        'The term ends soon. What now?',
        'It is easier to get a new key while the old one is valid: it can sign the application at egov.kz or pki.gov.kz.',
      ],
    ],
  },
  settings: {
    title: 'About the settings',
    steps: [
      'Every change is saved at once; there is nothing to confirm.',
      'With no folder chosen, signatures are written beside the document.',
    ],
    answers: [
      [
        'How long should a key stay open?',
        'If only you use this computer, 5–15 minutes. On a shared one choose “at once after signing”.',
      ],
      [
        'What are additional trusted certificates for?',
        'For verifying signatures of authorities other than the national one. Add only one that you trust.',
      ],
    ],
  },
  password: {
    title: 'If the password does not fit',
    steps: [
      'Check that the keyboard is English (EN) and that Caps Lock is off.',
      'Press the eye to see what was typed.',
      'Make sure that it is the password of this very file: each key file has its own.',
    ],
    answers: [
      [
        'I have forgotten it for good.',
        'Nobody can restore it: you set it yourself, and the authority does not keep it. Get a new key at egov.kz, at a public service centre, or through pki.gov.kz.',
      ],
      ['Will wrong tries block the file?', 'No. A key in a file is not blocked; you may try again.'],
    ],
  },
  token: {
    title: 'Where is my token?',
    steps: [
      'Pull the token out and plug it in again; better straight into the computer than into an extension.',
      'Wait a few seconds: the token appears in the list by itself.',
      'If it does not, press “Check the drivers”: the program says whether there is a driver, whether it works and what to do.',
      'If another program holds the token, NCALayer for example, close that program.',
    ],
    answers: [
      [
        'What is a token?',
        'A device like a USB stick: Kaztoken, eToken, JaCarta. The key never leaves it, which makes it safer than a file.',
      ],
      [
        'I have two tokens of the same name.',
        'Their serial numbers differ, and the last four characters are emphasised. The number is on the token’s case too.',
      ],
    ],
  },
  pin: {
    title: 'The token’s PIN',
    steps: [
      'Check that the keyboard is English (EN) and that Caps Lock is off.',
      'Press the eye to see what was typed.',
      'If you are not sure, do not guess: after a few mistakes the token locks itself.',
    ],
    answers: [
      ['Are PIN and password the same?', 'No. A token has a PIN, a key file has a password.'],
      [
        'The token is locked.',
        'It can be unlocked in its maker’s program with the administrator’s PIN that came with it. Without that a new key is needed.',
      ],
      ['How do I change the PIN?', 'In “Keys”, beside the token, press “Change the PIN…”.'],
    ],
  },
  doctor: {
    title: 'Checking the tokens',
    steps: [
      'Plug the token in and press “Check again”.',
      'The top line says what matters; below, each driver says what to do.',
      'If you need help, press “Copy the report” and send it to support.',
    ],
    answers: [
      [
        'What is a driver?',
        'A program by the token’s maker. Without it the computer cannot work with the token.',
      ],
    ],
  },
  issuer: {
    title: 'Who issues keys',
    steps: [
      'An individual gets a key at egov.kz, in the eGov Mobile app or at a public service centre.',
      'A legal entity’s key is arranged by its first head through pki.gov.kz.',
      'A key in a file is valid for one year: renew it before its end.',
    ],
    answers: [
      [
        'It says that my key is damaged.',
        'First copy the file again from where it was (USB stick, mail). If that does not help, get a new key.',
      ],
      ['Support', 'The national contact centre: 1414.'],
    ],
  },
  clock: {
    title: 'This computer’s clock',
    steps: [
      'Compare the time below with your phone.',
      'If it differs, switch on setting it automatically in the system’s “Date and time”.',
      'Then try again.',
    ],
    answers: [
      [
        'What if the time is right?',
        'Then the certificate’s term has really not begun, or it is over. Another key is needed.',
      ],
    ],
  },
  esf: {
    title: 'IS ESF: where to begin',
    steps: [
      'Look at the line at the top: it says which portal you are working with.',
      'If you are new, mark what you are registering as and press “Start registration”.',
      'If you are registered already, press “Log in”.',
      'What you did not finish waits in the list “Begun”.',
    ],
    answers: [
      [
        'I lost both password and mailbox.',
        'Choose “Recover both”: the address is changed first, then the password. Both are signed with your key.',
      ],
      [
        'The organisation’s key is in the name of somebody who left.',
        'The organisation needs a new key; that of a former employee must not be used. If the head has changed, go through “The head has changed”.',
      ],
    ],
  },
  esfFlow: {
    title: 'Registering in four steps',
    steps: [
      'Certificate: choose the key. For a legal entity that of its head, for everybody else the key of an individual.',
      'Data: phone, e-mail, document, and a new password for the cabinet.',
      'Agreement: read it to the end and sign with the same key.',
      'Completion: open the link in the mail and log in.',
    ],
    answers: [
      [
        'It says “The key is not for this type of subject”.',
        'The key of an individual was chosen instead of the legal entity’s, or the reverse. Press “Choose a fitting key”: only keys that fit can be chosen.',
      ],
      [
        'It says “Not signed by the user’s certificate”.',
        'The agreement was signed with another key than that of the first step. Choose again by the button “Key”. If “Always use the default key” is on, one press in the message itself switches it off.',
      ],
      [
        'The mail has not come.',
        'Look into the spam folder, check the address, and press “Send the mail again”. The link before stops working.',
      ],
    ],
  },
  esfLogin: {
    title: 'Logging in to the portal',
    steps: [
      'Choose the login key: AUTH_RSA256_… or GOST512_….',
      'First the key’s password is asked, then that of the cabinet. These are two passwords.',
      'If you have several profiles, choose for whom you are working.',
    ],
    answers: [
      [
        'Which password is which?',
        'That of the key was set when NCA issued the key. That of the cabinet you made up yourself when registering at the portal.',
      ],
      [
        'I forgot the key’s password. Can the portal recover it?',
        'No. The portal neither knows nor keeps it. Get a new key at egov.kz or pki.gov.kz.',
      ],
      [
        'It says “Not registered”.',
        'Probably the link in the registration mail was not opened. Find the mail and open it.',
      ],
    ],
  },
  esfKeys: {
    title: 'Digital signature and certificates',
    steps: [
      'The key is your signature for electronic documents: it proves who signed, and that nothing was changed.',
      'For signing: GOST512_…; of the older keys RSA256_… for individuals and GOSTKNCA_… for legal entities.',
      'For logging in: AUTH_RSA256_… or GOST512_….',
    ],
    answers: [
      [
        'Where do I get a key?',
        'Apply at egov.kz or pki.gov.kz, or in a public service centre. The key of a legal entity is issued to its head.',
      ],
      [
        'How do I check my certificates?',
        'Your account at pki.gov.kz shows all your keys and their terms. So does the section “Keys” of this program.',
      ],
      [
        'What if the owner of the key has left?',
        'The organisation’s key has to be issued anew to another employee, and the old one revoked.',
      ],
    ],
  },
  esfUsers: {
    title: 'Employees and powers',
    steps: [
      'Invite an employee by IIN: a mail is sent, and they accept on the page “My enterprises”.',
      'Once they have accepted, turn on the switch “Active”, press “Save” and sign with the organisation’s key.',
      'Open the employee and tick powers: they become a power of attorney, which you sign and send.',
    ],
    answers: [
      [
        'Can I give powers to several at once?',
        'Yes. Tick the rows and press “Powers…”: each difference is shown, and the key is asked for once.',
      ],
      [
        'It says “Somebody else has changed the same”.',
        'Somebody else has changed the same record. Both versions are shown side by side: you choose which one stays.',
      ],
      [
        'How do I work in the table by keyboard?',
        'Arrows, Home and End walk the rows. Space selects a row, with Shift all from the last selected one; Ctrl+A selects all, Esc none. Enter opens, Ctrl+Z takes an edit back.',
      ],
    ],
  },
  esfEnterprises: {
    title: 'Enterprises that invited me',
    steps: [
      'Log in to the portal as an individual: invitations wait here.',
      'Press “Accept”, read the text and sign it with your personal key.',
      'Once the head has made you active, you can log in to the portal for the enterprise.',
    ],
    answers: [
      [
        'I have accepted, but can do nothing.',
        'The head has to make you active and sign a power of attorney. Your powers are shown on this page.',
      ],
    ],
  },
  poaList: {
    title: 'Powers of attorney',
    steps: [
      'Press “New power of attorney” and choose the employee, the powers and the term.',
      'Read the document and press “Sign and send”: it takes the key of the organisation.',
      'When the portal accepts it the powers begin; 30 and 7 days before the end this page warns.',
    ],
    answers: [
      [
        'What if there is no network?',
        'Sign all the same: it waits on this computer and goes by itself when the portal answers. It is never sent twice.',
      ],
      ['The employee has left.', 'Revoke it: the powers end at once.'],
    ],
  },
  poaDocument: {
    title: 'The document',
    steps: [
      'What is shown here is what is signed: the Kazakh and the Russian text are one document.',
      '“Save as PDF” saves a page with the mark of whoever signed and a QR code of the number, and beside it the signature itself (.cms).',
    ],
    answers: [
      [
        'Is the PDF the power of attorney?',
        'No, it is a view of it. The signature is in the .cms file: drop that on “Verify”.',
      ],
    ],
  },
  poaNew: {
    title: 'New power of attorney',
    steps: [
      'Choose one employee or several: they must have accepted the invitation.',
      'Take a ready set, or tick the powers.',
      'Give the first and the last day, and prepare the document. Nothing is given before it is signed.',
    ],
    answers: [
      [
        'A power cannot be ticked.',
        'You cannot give what you do not have, nor for longer than you have it. Ask the head.',
      ],
    ],
  },
};
