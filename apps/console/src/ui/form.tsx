import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useSendKeys } from './shortcuts';

interface FormProps {
  className?: string;
  /** Something is being sent: nothing else is, until it is answered. */
  busy: boolean;
  /** Nothing can be sent yet: what is missing is said in the form. */
  closed?: boolean;
  onSend: () => void;
  children: ReactNode;
}

/** A form that words its mistakes itself. Enter in a line, Ctrl+Enter anywhere in it, and its button send it. */
export function Form({ className, busy, closed, onSend, children }: FormProps): ReactNode {
  const send = (): void => {
    if (!busy && !closed) onSend();
  };
  const keys = useSendKeys(send);
  return (
    <form
      className={className}
      noValidate
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
    </form>
  );
}

interface FootProps {
  /** On the button. */
  send: string;
  busy: boolean;
  closed?: boolean;
  danger?: boolean;
  /** Beside the button: the way back, what has been kept. */
  children?: ReactNode;
}

/** The end of a form: the button that sends it. */
export function FormFoot({ send, busy, closed, danger, children }: FootProps): ReactNode {
  return (
    <div className="form-foot">
      <Button type="primary" htmlType="submit" danger={danger} loading={busy} disabled={closed}>
        {send}
      </Button>
      {children}
    </div>
  );
}
