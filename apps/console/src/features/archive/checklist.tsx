import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { checklistStateWords, checklistWords } from '../../../../../libs/contracts/words/archive';
import type { ChecklistRow } from '../../api/types';
import { Table } from '../../ui/table';
import { useSay } from '../../words';

/** What belongs in the file, row by row: the word says the state, colour only repeats it. */
export function Checklist({ rows }: { rows: readonly ChecklistRow[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Table
      caption={t('archive.checklist')}
      rows={rows}
      keyOf={(row) => row.item}
      columns={[
        { title: t('archive.row'), cell: (row) => say(checklistWords[row.item]) },
        {
          title: t('archive.found'),
          cell: (row) => <span className={`tag row-${row.state}`}>{say(checklistStateWords[row.state])}</span>,
        },
        { title: t('archive.number'), cell: (row) => row.number ?? '' },
      ]}
    />
  );
}
