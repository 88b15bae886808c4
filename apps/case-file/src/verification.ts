import type { CaseFileReport, FileFault, SignatureState } from '../../../libs/domain/audit/verify-case-file';
import type { ShownReport } from './check';
import { el, type Child } from './dom';
import { instantWords } from './sections';
import { isLine, say, type Language } from './words';

/** How far the verification has come. */
export interface Progress {
  shown: ShownReport | null;
  /** Of the ZIP that was chosen: bytes looked at, or what was found. */
  zip:
    { name: string; bytes: number } | { name: string; report: CaseFileReport } | { name: string; failed: true } | null;
}

type Tone = 'good' | 'bad' | 'open';

const line = (tone: Tone, title: string, text: string): HTMLElement =>
  el('li', { class: `check ${tone}`, 'data-state': tone }, el('b', {}, title), ' ', text);

/** What is wrong, the first of it by name. */
export function faultWords(faults: readonly FileFault[], language: Language): string {
  const [first] = faults;
  if (!first) return '';
  const kind = isLine(first.kind) ? say(first.kind, language) : first.kind;
  const place = first.path === '' ? 'ZIP' : first.path;
  return `${say('faults', language)}: ${String(faults.length)}; ${say('first', language)}: ${kind} ${place}`;
}

function chainLine(chain: CaseFileReport['chain'], language: Language): HTMLElement {
  const title = say('checkChain', language);
  if (!chain) return line('open', title, say('part', language));
  const { fault } = chain;
  return fault
    ? line('bad', title, `${say('atEvent', language)} ${String(fault.seq)} ${say(fault.kind, language)}`)
    : line('good', title, `${say('intact', language)} ${String(chain.events)}`);
}

function anchorLine(anchor: CaseFileReport['anchor'], language: Language): HTMLElement {
  const title = say('checkAnchor', language);
  if (!anchor) return line('open', title, say('noAnchor', language));
  const good = anchor.state === 'good';
  return line(
    good ? 'good' : 'bad',
    title,
    `#${String(anchor.seq)} · ${instantWords(anchor.at, language)} · ${say(anchor.state, language)}`,
  );
}

function signatureLine(state: SignatureState, keyId: string | null, language: Language): HTMLElement {
  const tone: Tone = state === 'wrong' ? 'bad' : state === 'good' || state === 'unknown-key' ? 'good' : 'open';
  return line(tone, say('checkSignature', language), `${say(state, language)} ${keyId ?? ''}`);
}

/** The verdict over all of it, and what it rests on. `onChoose`: a ZIP was chosen. */
export function verificationSection(
  { shown, zip }: Progress,
  { keyId, language, onChoose }: { keyId: string | null; language: Language; onChoose: (file: File) => void },
): HTMLElement {
  const input = el('input', { type: 'file', id: 'zip', accept: '.zip' });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) onChoose(file);
  });
  const report = zip && 'report' in zip ? zip.report : null;
  return el(
    'section',
    { id: 'verification', 'aria-labelledby': 'verification-title' },
    el('h2', { id: 'verification-title' }, say('verification', language)),
    verdict({ shown, zip }, language),
    el(
      'ul',
      { class: 'checks' },
      shown ? textsLine(shown, language) : line('open', say('checkTexts', language), say('checking', language)),
      chainLine((report ?? shown)?.chain ?? null, language),
      anchorLine((report ?? shown)?.anchor ?? null, language),
      shown && signatureLine((report ?? shown).signature, keyId, language),
      zipLine(zip, language),
    ),
    el('p', {}, el('label', { for: 'zip' }, say('notChosen', language)), ' ', input),
    el('p', { class: 'quiet' }, say('trust', language)),
  );
}

const textsLine = ({ faults, texts }: ShownReport, language: Language): HTMLElement =>
  faults.length === 0
    ? line('good', say('checkTexts', language), `${String(texts)} · ${say('agrees', language)}`)
    : line('bad', say('checkTexts', language), faultWords(faults, language));

function zipLine(zip: Progress['zip'], language: Language): Child {
  const title = say('checkAll', language);
  if (!zip) return line('open', title, '—');
  if ('failed' in zip) return line('bad', title, say('unreadable', language));
  if ('bytes' in zip) return line('open', title, `${say('checking', language)} ${(zip.bytes / 1e6).toFixed(1)} MB`);
  const { faults, entries } = zip.report;
  return faults.length === 0
    ? line('good', title, `${zip.name}: ${String(entries)} · ${say('agrees', language)}`)
    : line('bad', title, `${zip.name}: ${faultWords(faults, language)}`);
}

function verdict({ shown, zip }: Progress, language: Language): HTMLElement {
  const box = (tone: Tone, text: string) =>
    el('p', { class: `verdict ${tone}`, role: 'status', 'data-state': tone, id: 'verdict' }, text);
  if (zip && 'report' in zip) {
    const { report } = zip;
    return report.intact
      ? box('good', say('allGood', language))
      : box('bad', `${say('allBad', language)} — ${faultWords(report.faults, language)}`);
  }
  if (zip && 'failed' in zip) return box('bad', `${say('allBad', language)} ${say('unreadable', language)}`);
  if (!shown || zip) return box('open', say('checking', language));
  return shown.intact
    ? box('good', say('shownGood', language))
    : box('bad', `${say('allBad', language)} — ${faultWords(shown.faults, language)}`);
}
