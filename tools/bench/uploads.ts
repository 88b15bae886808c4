import { randomBytes } from 'node:crypto';
import { Cast } from '../scenario/cast';
import type { Desk } from '../scenario/desk';
import type { Flow } from '../scenario/exchange';
import { ownStack, type Stack } from '../scenario/stack';
import { hospitals } from './crowd';
import { idleInbox, InboxWatch } from './inbox-watch';
import { cpuBetween, processStates } from './measure/processes';
import { spreadOf, type Spread } from './measure/spread';
import type { Say } from './wish';

export interface UploadsReport extends Record<string, unknown> {
  bench: 'uploads';
  uploads: number;
  megabytes: number;
  seconds: number;
  megabytesPerSecond: number;
  /** Seconds from the announcement of a file to its document. */
  each: Spread;
  /** Resident memory of the API before, and at its highest since it was started. */
  apiMb: { before: number; peak: number };
  inbox: { idle: Spread; meanwhile: Spread };
  cpuSeconds: Record<string, number>;
}

const uploads = 20;
const megabytes = 100;
const megabyte = 1024 * 1024;
const idleMs = 5_000;
const wished = { apiMb: 400, inboxMs: 500 };

/** Large files that come together, while somebody works: what the API needs, and how long its other answers take. */
export async function benchUploads(say: Say): Promise<UploadsReport> {
  const stack = await ownStack({ clock: '2026-01-05', quiet: true });
  try {
    return await send(stack, say);
  } finally {
    await stack.stop();
  }
}

async function send(stack: Stack, say: Say): Promise<UploadsReport> {
  const cast = await Cast.meet(stack.url, { patienceMs: 5_000 }, uploads + 4);
  try {
    const senders = await openCases(cast);
    const reader = await cast.desk('henan.handler1');
    const idle = await idleInbox(reader, idleMs);
    const before = processStates(stack.pids);
    say(`${String(uploads)} files of ${String(megabytes)} MB are sent at once`);
    const watch = new InboxWatch(reader);
    const began = performance.now();
    const times = await Promise.all(Array.from({ length: uploads }, (_, n) => sendOne(senders, n)));
    const seconds = (performance.now() - began) / 1000;
    const meanwhile = await watch.stop();
    const after = processStates(stack.pids);
    const cpuMs = cpuBetween(before, after);
    return {
      bench: 'uploads',
      uploads,
      megabytes,
      seconds,
      megabytesPerSecond: Math.round((uploads * megabytes) / seconds),
      each: spreadOf(times),
      apiMb: { before: before['api']?.rssMb ?? 0, peak: after['api']?.peakRssMb ?? 0 },
      inbox: { idle, meanwhile },
      cpuSeconds: Object.fromEntries(
        Object.entries(cpuMs).map(([name, ms]) => [name === 'supervisor' ? 'driver' : name, ms / 1000]),
      ),
    };
  } finally {
    cast.close();
  }
}

interface Sender {
  desk: Desk;
  caseId: string;
}

async function openCases(cast: Cast): Promise<Sender[]> {
  return Promise.all(
    hospitals.map(async ({ hospital }) => {
      const desk = await cast.desk(`${hospital}.preparer`);
      const call = (await desk.calls()).items.find((one) => one.open);
      if (!call) throw new Error('no call is open');
      return { desk, caseId: (await desk.openCase(call.id)).id };
    }),
  );
}

async function sendOne(senders: readonly Sender[], n: number): Promise<number> {
  const sender = senders[n % senders.length];
  if (!sender) throw new Error('nobody sends');
  const began = performance.now();
  const bytes = largeFile(megabytes * megabyte);
  const { size } = await sender.desk.uploadLarge(sender.caseId, `材料${String(n)}`, `${String(n)}.pdf`, bytes);
  if (size !== bytes.length) throw new Error(`${String(size)} bytes became a document, not ${String(bytes.length)}`);
  return (performance.now() - began) / 1000;
}

/** Begins and ends as a PDF, has a content of its own, and is nowhere in memory as a whole. */
function largeFile(length: number): Flow {
  const block = randomBytes(64 * 1024);
  const [head, end] = [Buffer.from('%PDF-1.7\n'), Buffer.from('\n%%EOF\n')];
  return {
    length,
    *pieces() {
      yield head;
      for (let left = length - head.length - end.length; left > 0; left -= block.length)
        yield block.subarray(0, Math.min(left, block.length));
      yield end;
    },
  };
}

export function tableOfUploads(report: UploadsReport): string[] {
  const times = ({ p50, p99 }: Spread): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  const against = (value: number, most: number, unit: string): string =>
    `at most ${String(most)} ${unit}: ${value <= most ? 'met' : 'MISSED'}`;
  const { apiMb, inbox, each } = report;
  const rows: (readonly [string, string])[] = [
    ['uploads at once', `${String(report.uploads)} of ${String(report.megabytes)} MB`],
    ['all of them documents after', `${report.seconds.toFixed(1)} s (${String(report.megabytesPerSecond)} MB/s)`],
    ['one upload, p50/max', `${each.p50.toFixed(1)} / ${each.max.toFixed(1)} s`],
    [
      'API memory, before/peak',
      `${String(apiMb.before)} / ${String(apiMb.peak)} MB (${against(apiMb.peak, wished.apiMb, 'MB')})`,
    ],
    ['inbox page idle, p50/p99', times(inbox.idle)],
    [
      'inbox page meanwhile, p50/p99',
      `${times(inbox.meanwhile)} of ${String(inbox.meanwhile.count)} (${against(inbox.meanwhile.p99, wished.inboxMs, 'ms')})`,
    ],
    [
      'CPU',
      Object.entries(report.cpuSeconds)
        .map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`)
        .join(', ') + ' s',
    ],
  ];
  return ['| | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)];
}
