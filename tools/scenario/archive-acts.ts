import type { Act } from './player';

/** The archive of the plain case, after its result: compiled by the nation's handler, accepted by its archivist. */
export const archiveActs: readonly Act[] = [
  {
    on: '2026-03-10',
    stage: 'archive',
    step: 'compile-file',
    outcome: 'compiled',
    by: () => ['nhc.handler1'],
    form: async (hand) => {
      const { checklist } = await hand.task();
      const missing = checklist.filter((row) => row.state === 'missing');
      return { missing: missing.map(({ item }) => ({ item, reason: '未形成该件。' })) };
    },
  },
  {
    on: '2026-03-12',
    stage: 'archive',
    step: 'accept-file',
    outcome: 'accepted',
    by: () => ['nhc.archivist'],
    form: (hand) => ({
      number: `Z109-WS·${hand.on.slice(0, 4)}-Y-YZS-${hand.caseNumber.slice(-4)}`,
      retentionClass: 'permanent',
      place: '档案库房3排2列',
    }),
  },
];
