import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskAction } from '../../../../../libs/contracts/actions';
import { whyTaskQuery } from '../../api/queries';
import { Fetched } from '../../ui/states';
import { useSay } from '../../words';

/** Why an act on a task is not offered; asked only when somebody wants to know. */
export function Why({ taskId, action }: { taskId: string; action: TaskAction }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={t('decision.whyNot')}
      content={open ? <Reasons taskId={taskId} action={action} /> : null}
    >
      <Button type="link" size="small" aria-expanded={open}>
        {t('decision.why')}
      </Button>
    </Popover>
  );
}

function Reasons({ taskId, action }: { taskId: string; action: TaskAction }): ReactNode {
  const say = useSay();
  const answer = useQuery(whyTaskQuery(taskId, action));
  return (
    <Fetched answer={answer}>
      {({ reasons }) => (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={reason.code}>{say(reason.words)}</li>
          ))}
        </ul>
      )}
    </Fetched>
  );
}
