import { useEffect, useRef, type ReactNode } from 'react';
import { readerIsBusy } from './reader';

/** A screen with one heading that takes the focus when the screen opens, so that a screen reader says where one is; not from a reader who has gone on meanwhile. */
export function Page({
  title,
  lead,
  actions,
  children,
  narrow,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}): ReactNode {
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <header className="page-head">
        <div>
          <Heading>{title}</Heading>
          {lead && <p className="quiet">{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Heading({ children, level = 1 }: { children: ReactNode; level?: 1 | 2 }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!readerIsBusy()) heading.current?.focus({ preventScroll: true });
  }, []);
  const Tag = level === 1 ? 'h1' : 'h2';
  return (
    <Tag ref={heading} tabIndex={-1}>
      {children}
    </Tag>
  );
}

/** Pairs of a name and a value. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode] | null | false)[] }): ReactNode {
  return (
    <dl className="facts">
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export function Panel({
  title,
  actions,
  children,
  level = 3,
}: {
  title: string;
  /** What can be begun here, at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  level?: 2 | 3;
}): ReactNode {
  const Tag = level === 2 ? 'h2' : 'h3';
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <Tag>{title}</Tag>
        {actions && <div className="panel-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

export function Notice({
  tone = 'info',
  title,
  children,
  live,
}: {
  tone?: 'info' | 'warn' | 'done' | 'error';
  title?: ReactNode;
  children?: ReactNode;
  live?: boolean;
}): ReactNode {
  return (
    <div className={`notice notice-${tone}`} role={live ? 'status' : undefined}>
      {title && <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}
