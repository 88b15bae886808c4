import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Standard } from '../../libs/contracts/standard';
import { advance } from '../../libs/domain/cases/advance';
import { stepDefinition } from '../../libs/domain/cases/registry';
import { procedureVersion, stageTable } from '../../libs/domain/cases/stages';
import { pdfOf, pngOf } from './originals';
import { respiratoryActs } from './respiratory-acts';
import { figures } from './respiratory-figures';

const standard = JSON.parse(
  readFileSync(join(__dirname, '../../config/standards/respiratory-nmc-2019.json'), 'utf8'),
) as Standard;

/** The figure an entry is measured by: the mean of the years for means and ratios, else the figure itself. */
const measured = (of: readonly number[]): number => of.reduce((sum, figure) => sum + figure, 0) / of.length;

describe('the respiratory case that is played', () => {
  it('has an entry for every indicator of the standard of 2019, and each meets it', () => {
    expect(figures.map((entry) => entry.indicator)).toEqual(standard.indicators.map((indicator) => indicator.id));
    for (const indicator of standard.indicators) {
      const entry = figures.find((one) => one.indicator === indicator.id);
      if (indicator.kind === 'boolean') expect(entry?.confirmed).toBe(true);
      else if (indicator.kind === 'narrative') expect(entry?.statement?.length).toBeGreaterThan(20);
      else {
        expect(entry?.figures).toHaveLength(indicator.years ?? 1);
        expect(measured(entry?.figures ?? [])).toBeGreaterThanOrEqual(indicator.threshold as number);
      }
    }
  });

  it('plays only outcomes the registry offers, in the order the stage tables say', () => {
    for (const [i, act] of respiratoryActs.entries()) {
      expect(stepDefinition(act.stage, act.step).outcomes[act.outcome]).toBeDefined();
      const next = respiratoryActs[i + 1];
      const seats = [{ id: 'seat_1', personId: 'person_1', lead: true }];
      const task = { id: 'task_1', step: act.step, state: 'open' as const, outcome: null, seatId: 'seat_1' };
      const follows = advance(
        stageTable(act.stage, procedureVersion),
        { tasks: [task], seats },
        { taskId: 'task_1', step: act.step, seatId: 'seat_1', outcome: act.outcome, target: null },
      );
      if (act.step === 'record-publication') expect(follows).toEqual({ opens: [], cancels: [], ends: null });
      else if (next?.stage === act.stage) expect(follows.opens[0]?.step).toBe(next.step);
      else expect(follows.ends).not.toBeNull();
    }
  });

  it('never gives two parts of one paper to one person', () => {
    const cast = { experts: () => ['expert.1'] } as never;
    const parties = { hospital: 'h', province: 'p' } as never;
    const doers = new Map<string, string[]>();
    for (const act of respiratoryActs) {
      const paper = stepDefinition(act.stage, act.step).paper?.paper;
      if (paper) doers.set(paper, [...(doers.get(paper) ?? []), ...act.by(cast, parties)]);
    }
    expect(doers.size).toBe(4);
    for (const names of doers.values()) expect(new Set(names).size).toBe(names.length);
  });
});

describe('originals', () => {
  it('makes a PDF whose table of objects points at them', () => {
    const text = pdfOf(['上报请示', '示卫报〔2026〕1号']).toString('latin1');
    expect(text.startsWith('%PDF-1.4\n')).toBe(true);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const rows = text.slice(start).match(/^\d{10} 00000 n $/gm) ?? [];
    expect(rows).toHaveLength(7);
    rows.forEach((row, i) => {
      expect(text.slice(Number(row.slice(0, 10))).startsWith(`${String(i + 1)} 0 obj`)).toBe(true);
    });
    expect(pdfOf(['甲']).equals(pdfOf(['乙']))).toBe(false);
  });

  it('makes a PNG with its size and rows', () => {
    const png = pngOf(8, 4);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 4]);
    const size = png.readUInt32BE(33);
    expect(inflateSync(png.subarray(41, 41 + size))).toHaveLength(4 * 9);
  });
});
