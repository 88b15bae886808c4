import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClockOfBody } from '../../api/types';
import { Panel } from '../../ui/page';
import { Table } from '../../ui/table';

/** How long the case has taken at each body: what is owed outside, and days beside it. */
export function Clocks({ clocks }: { clocks: readonly ClockOfBody[] }): ReactNode {
  const { t } = useTranslation();
  if (clocks.length === 0) return null;
  const used = ({ commitment }: ClockOfBody): string =>
    commitment ? t('clocks.usedOf', { used: commitment.used, limit: commitment.limit }) : '–';
  const column = (title: string, cell: (clock: ClockOfBody) => ReactNode) => ({ title, cell, numeric: true });
  return (
    <Panel title={t('clocks.title')}>
      <Table
        caption={t('clocks.caption')}
        rows={clocks}
        keyOf={(clock) => clock.body}
        columns={[
          { title: t('deadlines.body'), cell: (clock) => t(`body.${clock.body}`) },
          column(t('clocks.used'), used),
          column(t('clocks.left'), (clock) => clock.commitment?.left ?? '–'),
          column(t('clocks.paused'), (clock) => clock.commitment?.paused ?? '–'),
          column(t('clocks.internal'), (clock) => clock.internal ?? '–'),
          column(t('clocks.sinceArrival'), (clock) => clock.sinceArrival),
          column(t('clocks.sinceOpening'), (clock) => clock.sinceOpening),
        ]}
      />
    </Panel>
  );
}
