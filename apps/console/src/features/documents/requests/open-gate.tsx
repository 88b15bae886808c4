import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../../api/keys';
import { actOnRequest } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { DecisionFailure } from '../../decisions/decision-failure';
import { RequestFacts } from './parts';
import { RequestHead } from './request-head';

/** 送达: before a notice is read for the first time, what reading it does. */
export function OpenGate({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useActKey();
  const open = useMutation({
    mutationFn: () => actOnRequest(view.id, 'open', {}, key('open')),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <div className="page-narrow request-gate">
      <RequestHead view={view} title={t('requests.gate.title')} />
      <p className="notice notice-warn">{t('requests.gate.what')}</p>
      <RequestFacts view={view} />
      <p>
        {t('requests.total', { count: view.itemsTotal })} · {t('requests.gate.days', { count: view.dueDays })}
      </p>
      <DecisionFailure error={open.error} />
      <div className="form-foot">
        <Button type="primary" loading={open.isPending} onClick={() => open.mutate()}>
          {t('requests.gate.open')}
        </Button>
        <Link to="/requests">{t('requests.gate.later')}</Link>
      </div>
    </div>
  );
}
