import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard, PostOfPerson } from '../../api/people';
import { Facts, Panel } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { usePostWords } from './post-words';
import { ProposalCard } from './proposal-card';

/** Posts that are and will be, each with those above and who stands in; what waits for a second person; those that ended. */
export function PostsPanel({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const standing = card.posts.filter((post) => !isOver(post));
  const ended = card.posts.filter(isOver);
  return (
    <Panel
      title={t('people.card.posts')}
      level={2}
      actions={
        card.allowedActions.includes('propose-post') && (
          <Link
            to="/people/$personId/$act"
            params={{ personId: card.id, act: 'propose' }}
            className="button button-main"
          >
            {t('people.card.propose')}
          </Link>
        )
      }
    >
      {standing.length === 0 && <p className="quiet">{t('people.card.noPosts')}</p>}
      <ul className="plain records">
        {standing.map((post) => (
          <li key={post.id}>
            <Standing post={post} personId={card.id} />
          </li>
        ))}
      </ul>
      {card.proposals.length > 0 && (
        <section className="panel-part">
          <h3>{t('people.card.waiting')}</h3>
          {card.proposals.map((proposal) => (
            <ProposalCard key={proposal.id} proposal={proposal} />
          ))}
        </section>
      )}
      {ended.length > 0 && <Ended posts={ended} />}
    </Panel>
  );
}

const isOver = (post: PostOfPerson): boolean => post.when === 'past';

function Standing({ post, personId }: { post: PostOfPerson; personId: string }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const procedure = useProcedureWords();
  const words = usePostWords();
  return (
    <>
      <div className="card-head">
        <strong>{words.post(post)}</strong>
        <span className="quiet">{words.period(post.from, post.to)}</span>
        {post.when === 'coming' && <span className="tag">{t('people.card.coming')}</span>}
        {post.pool && <span className="tag">{t('people.card.pool', { pool: words.pool(post.pool) })}</span>}
        {post.allowedActions.includes('end') && (
          <Link
            className="card-when"
            to="/people/$personId/$act"
            params={{ personId, act: 'end' }}
            search={{ post: post.id }}
            aria-label={t('people.card.endOf', { post: words.post(post) })}
          >
            {t('people.card.end')}
          </Link>
        )}
      </div>
      {post.when === 'now' && (
        <Facts
          rows={[
            [
              t('people.card.line'),
              post.superiors.length === 0 ? (
                <span className="quiet">{t('people.card.noLine')}</span>
              ) : (
                <ol className="plain line">
                  {post.superiors.map(({ level, people }) => (
                    <li key={level}>
                      {level === 'manager' ? t('people.card.manager') : procedure.role(level)}{' '}
                      <span className="quiet">
                        {people.map((one) => say(one.name)).join(language === 'en' ? ', ' : '、')}
                      </span>
                    </li>
                  ))}
                </ol>
              ),
            ],
            post.deputies.length > 0 && [
              t('people.card.deputies'),
              post.deputies
                .map((one) =>
                  t('people.card.deputyOf', {
                    name: say(one.deputy.name),
                    from: dateInFull(one.from, language),
                    to: dateInFull(one.to, language),
                  }),
                )
                .join(language === 'en' ? '; ' : '；'),
            ],
          ]}
        />
      )}
    </>
  );
}

function Ended({ posts }: { posts: readonly PostOfPerson[] }): ReactNode {
  const { t } = useTranslation();
  const words = usePostWords();
  return (
    <details className="panel-part">
      <summary>{t('people.card.earlier')}</summary>
      <ul className="plain">
        {posts.map((post) => (
          <li key={post.id}>
            {words.post(post)} <span className="quiet">{words.period(post.from, post.to)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
