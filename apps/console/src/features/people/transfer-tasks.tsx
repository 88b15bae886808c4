import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { wayOf, type TaskToPass, type Way } from './transfer-rule';

/** The tasks, and what becomes of each if that person is named. */
export function TasksToPass({
  tasks,
  receiver,
  name,
}: {
  tasks: readonly TaskToPass[];
  receiver: string | null;
  name: string;
}): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const columns: Column<TaskToPass>[] = [
    { title: t('people.transfer.case'), cell: (row) => <span className="figures">{row.caseNumber}</span> },
    { title: t('people.transfer.step'), cell: (row) => procedure.step(row.step) },
    {
      title: t('people.transfer.due'),
      cell: (row) => (row.dueAt ? momentInFull(row.dueAt, language) : t('people.transfer.noDue')),
    },
    { title: t('people.transfer.will'), cell: (row) => <WayWords way={wayOf(row, receiver)} name={name} /> },
  ];
  return <Table caption={t('people.transfer.will')} columns={columns} rows={tasks} keyOf={(row) => row.id} />;
}

function WayWords({ way, name }: { way: Way; name: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  switch (way.to) {
    case 'person':
      return t('people.transfer.give', { name });
    case 'post':
      return t('people.transfer.release');
    case 'seat':
      return t('people.transfer.seat');
    case 'reply':
      return t('people.transfer.reply');
    case 'kept-out':
      return (
        <>
          <div>{t('people.transfer.release')}</div>
          <div className="row-why">{way.why ? say(way.why.message) : t('people.transfer.notHeld', { name })}</div>
        </>
      );
  }
}
