import { parties, type Cast, type Parties } from '../scenario/cast';
import { until } from '../scenario/waiting';
import { CallRing } from './calls';
import type { CrowdEye } from './measure/crowd';
import type { Say } from './wish';

const lanes = 16;
export const hospitals = Object.values<Parties>(parties);

export interface Crowd {
  cases: number;
  calls: readonly string[];
}

/** Opens as many declarations as wished, the hospitals in turn, and waits until the engine follows every one. */
export async function openCrowd(cast: Cast, eye: CrowdEye, crowd: Crowd, say: Say): Promise<void> {
  const { cases } = crowd;
  const calls = new CallRing(crowd.calls);
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < cases; n = next++) {
      const who = hospitals[n % hospitals.length];
      if (!who) throw new Error('nobody declares');
      const desk = await cast.desk(`${who.hospital}.preparer`);
      await desk.openCase(calls.take(who.hospital));
      if ((n + 1) % 500 === 0) say(`${String(n + 1)} of ${String(cases)} cases opened`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await until({ what: 'every case is followed', withinMs: 600_000, slowestMs: 500 }, async () =>
    (await eye.unfollowed()) === 0 ? true : undefined,
  );
  say(`${String(cases)} cases open and followed after ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
