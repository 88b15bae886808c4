import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { personQuery, type PersonCard } from '../../api/people';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { ActivationForm } from './activation-form';
import { BackToPerson } from './ways-back';
import { EndPostForm } from './end-post-form';
import { LeaveForm } from './leave-form';
import { LinkForm } from './link-form';
import { ChangePersonForm } from './person-forms';
import { ProposeForm } from './propose-form';
import { ReinstateForm, SuspendForm } from './suspend-forms';

const forms: Record<
  string,
  { action: PersonCard['allowedActions'][number]; form: (props: { card: PersonCard }) => ReactNode }
> = {
  change: { action: 'change', form: ChangePersonForm },
  propose: { action: 'propose-post', form: ProposeForm },
  end: { action: 'end-post', form: EndPostForm },
  leave: { action: 'note-leave', form: LeaveForm },
  activation: { action: 'issue-activation', form: ActivationForm },
  link: { action: 'issue-activation', form: LinkForm },
  suspend: { action: 'suspend-account', form: SuspendForm },
  reinstate: { action: 'reinstate-account', form: ReinstateForm },
};
const titles = ['change', 'propose', 'leave', 'activation', 'link', 'suspend', 'reinstate'] as const;

/** The form of an act on a person; what one may not do is said, with the way back. */
export function PersonActPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { personId, act } = useParams({ from: '/app/people/$personId/$act' });
  const answer = useQuery(personQuery(personId));
  const known = forms[act];
  const title = titles.find((one) => one === act);
  const name = answer.data ? say(answer.data.name) : '';
  return (
    <Page title={title ? t(`people.form.${title}`) : t('people.card.end')} lead={name} narrow>
      <Fetched answer={answer}>
        {(card) =>
          known && card.allowedActions.includes(known.action) ? (
            <known.form card={card} />
          ) : (
            <Empty title={t('people.mayNot')}>
              <BackToPerson personId={personId} />
            </Empty>
          )
        }
      </Fetched>
    </Page>
  );
}
