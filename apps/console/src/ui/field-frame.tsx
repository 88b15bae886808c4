import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface FrameProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  required: boolean;
  /** Several controls under one name: a group instead of one labelled control. */
  group?: boolean;
  children: ReactNode;
}

/** Ids and states that tie a control to its label, hint and error. */
export const described = (id: string, hint: unknown, error: string | undefined) => ({
  'aria-describedby': [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined,
  'aria-invalid': error ? true : undefined,
});

/** Label, hint and error around a control: the error stands beside the field and is read with it. */
export function FieldFrame({ id, label, hint, error, required, group, children }: FrameProps): ReactNode {
  const { t } = useTranslation();
  const name = (
    <>
      {label}
      {!required && <span className="optional">{t('ui.optional')}</span>}
    </>
  );
  const notes = (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset
        id={id}
        tabIndex={-1}
        className={error ? 'field field-wrong' : 'field'}
        {...described(id, hint, error)}
        aria-invalid={undefined}
      >
        <legend>{name}</legend>
        {notes}
        {children}
      </fieldset>
    );
  }
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>{name}</label>
      {notes}
      {children}
    </div>
  );
}

export interface Mistake {
  /** Id of the control that is wrong; null where it belongs to the form as a whole. */
  fieldId: string | null;
  label: string;
  message: string;
}

/** All mistakes above the form, each leading to its field. */
export function ErrorSummary({ mistakes, title }: { mistakes: readonly Mistake[]; title?: string }): ReactNode {
  const { t } = useTranslation();
  if (mistakes.length === 0) return null;
  const lead = (id: string): void => {
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'center' });
    target?.focus();
  };
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="error-summary">
      <p className="notice-title">{title ?? t('ui.mistakes', { count: mistakes.length })}</p>
      <ul>
        {mistakes.map((mistake, at) => (
          <li key={`${mistake.fieldId ?? ''}-${String(at)}`}>
            {mistake.fieldId ? (
              <a
                href={`#${mistake.fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  lead(mistake.fieldId ?? '');
                }}
              >
                {t('ui.mistake', { label: mistake.label, message: mistake.message })}
              </a>
            ) : (
              mistake.message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
