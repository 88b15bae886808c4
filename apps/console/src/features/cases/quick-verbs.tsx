import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { urgeCase, watchCase } from '../../api/acts';
import { newKey } from '../../api/keys';
import type { CasePage } from '../../api/types';
import { FailureLine } from '../../ui/states';

/** Verbs that need no form: watch a case or not, urge whoever holds it. */
export function QuickVerbs({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['case', page.id] });
  const watch = useMutation({ mutationFn: (wanted: boolean) => watchCase(page.id, wanted), onSettled });
  const urge = useMutation({ mutationFn: () => urgeCase(page.id, newKey()), onSettled });
  const failed = watch.error ?? urge.error;
  return (
    <>
      {(page.allowedActions.includes('watch') || page.allowedActions.includes('unwatch')) && (
        <Button loading={watch.isPending} onClick={() => watch.mutate(!page.watching)}>
          {t(page.watching ? 'verbs.unwatch' : 'verbs.watch')}
        </Button>
      )}
      {page.allowedActions.includes('urge') && (
        <Button loading={urge.isPending} onClick={() => urge.mutate()}>
          {t('verbs.urge')}
        </Button>
      )}
      <FailureLine error={failed} />
    </>
  );
}
