import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deadline } from '../../api/types';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';

type ReachedPerson = Deadline['rungs'][number]['reached'][number];

/** Whom a rung told, whether they have read it, and what became of mail and message. */
export function Reached({ reached }: { reached: ReachedPerson[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="quiet">
      {reached.map(({ person, read, messages }) => (
        <li key={person.id}>
          {[
            say(person.name),
            t(read ? 'deadlines.reached.read' : 'deadlines.reached.unread'),
            ...(messages.length === 0 ? [t('deadlines.reached.soon')] : []),
            ...messages.map((message) => {
              const words = {
                channel: t(`deadlines.reached.channel.${message.channel}`),
                state: t(`deadlines.reached.state.${message.state}`),
              };
              return message.sentAt === null
                ? t('deadlines.reached.message', words).trim()
                : t('deadlines.reached.at', { ...words, at: momentInFull(message.sentAt, language) });
            }),
          ].join(' · ')}
        </li>
      ))}
    </ul>
  );
}
