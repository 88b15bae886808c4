import type { Cast } from './cast';
import { playRespiratory } from './respiratory';
import { playSupplement } from './supplement';
import type { Timeline } from './timeline';

/** What a scenario plays on, and where it tells what happens. */
export interface Stage {
  cast: Cast;
  timeline: Timeline;
}

export interface Scenario {
  title: { zh: string; en: string };
  /** Legal day a stack of its own begins on. */
  begins: string;
  /** Plays it and returns the object that `--json` prints; throws when it does not end as it should. */
  play: (stage: Stage) => Promise<Record<string, unknown>>;
}

/** Every scenario by the word that names it on the command line. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  respiratory: {
    title: {
      zh: '国家呼吸医学中心：从申报到设置',
      en: 'National Center for Respiratory Medicine: from declaration to designation',
    },
    begins: '2026-01-05',
    play: playRespiratory,
  },
  supplement: {
    title: {
      zh: '补充材料：国家要求、省级转办、医院答复、延期与承诺时限暂停',
      en: 'A supplement: asked by the nation, passed on, answered, extended; the commitment stops and goes on',
    },
    begins: '2026-01-05',
    play: playSupplement,
  },
};
