import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyCase } from '../../api/acts';
import { colleaguesQuery, sessionQuery } from '../../api/queries';
import type { CasePage, ColleagueList } from '../../api/types';
import { Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { ParagraphField, PickField } from './act-controls';
import { typedText } from './act-errors';
import { ActForm } from './act-form';
import { BackToCase, useCaseReceipt, useLeave } from './back-to-case';
import { copyChoices, copyTo } from './copy-choices';
import { useAct } from './use-act';
import { useProcedureWords } from './words';

/** 抄送: to a colleague or to a post of one's own body. */
export function CopyForm({ page }: { page: CasePage }): ReactNode {
  const answer = useQuery(colleaguesQuery(page.id));
  return <Fetched answer={answer}>{({ items }) => <Copy page={page} colleagues={items} />}</Fetched>;
}

function Copy({ page, colleagues }: { page: CasePage; colleagues: ColleagueList['items'] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const { data: session } = useQuery(sessionQuery);
  const tell = useCaseReceipt(page);
  const leave = useLeave(page);
  const choices = copyChoices(colleagues, session?.person.id, {
    role: procedure.role,
    name: (one) => say(one.name),
    posts: t('copy.posts'),
    people: t('copy.people'),
  });
  const labelOf = (value: unknown): string =>
    choices.flatMap((group) => group.options).find((one) => one.value === value)?.label ?? '';
  const act = useAct({
    draft: `${page.id}.copy`,
    check: (values) => (copyTo(values.to) ? [] : [['to', t('mistake.choose')]]),
    send: async (values, key) => {
      const to = copyTo(values.to);
      if (!to) throw new Error('the form was checked');
      return { ...(await copyCase(page.id, { to, note: typedText(values.note) }, key)), to: labelOf(values.to) };
    },
    recorded: async (answer) => {
      tell(answer, t('copy.done', { whom: answer.to }));
      await leave('timeline');
    },
  });
  return (
    <ActForm
      title={t('cases.action.copy')}
      act={act}
      what={t('copy.what')}
      closed={choices.length === 0}
      back={<BackToCase page={page} />}
    >
      <PickField act={act} name="to" hint={t('copy.hint')} options={choices} none={t('copy.nobody')} />
      <ParagraphField act={act} name="note" maxLength={2000} required={false} />
    </ActForm>
  );
}
