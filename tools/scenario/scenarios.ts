import type { Cast } from './cast';
import { playRespiratory } from './respiratory';
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
};
