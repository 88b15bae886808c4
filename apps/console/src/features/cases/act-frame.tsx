import type { ReactNode } from 'react';
import { ErrorSummary } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { DecisionFailure } from '../decisions/decision-failure';
import type { Act } from './use-act';

interface Props {
  act: Act;
  className?: string;
  /** What a field is called in the summary of mistakes. */
  labelOf: (field: string) => string;
  /** The control of a field; null where the mistake is of the form as a whole. */
  controlOf?: (field: string) => string | null;
  /** Above the mistakes: what this is, and what it does. */
  head?: ReactNode;
  /** On the button. */
  send: string;
  danger?: boolean;
  closed?: boolean;
  /** Beside the button. */
  beside: ReactNode;
  children?: ReactNode;
}

/** The form of an act: what it is, its mistakes, why it was not recorded, its fields, its button. */
export function ActFrame({ act, labelOf, controlOf, head, beside, children, ...given }: Props): ReactNode {
  const { className = 'act', send, danger, closed } = given;
  return (
    <Form className={className} busy={act.sending} closed={closed} onSend={act.submit}>
      {head}
      <ErrorSummary
        mistakes={[...act.errors].map(([field, message]) => ({
          fieldId: controlOf ? controlOf(field) : `field-${field}`,
          label: labelOf(field),
          message,
        }))}
      />
      <DecisionFailure error={act.failure} />
      {children}
      <FormFoot send={send} busy={act.sending} closed={closed} danger={danger}>
        {beside}
      </FormFoot>
    </Form>
  );
}
