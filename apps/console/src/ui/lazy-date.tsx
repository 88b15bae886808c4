import { Input } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import type { DateProps } from './date-picker';

const Picker = lazy(() => import('./date-picker'));

/** The date picker behind its own script; until that is here, a field that cannot be typed into yet. */
export function DateField(props: DateProps): ReactNode {
  return (
    <Suspense
      fallback={
        <Input
          id={props.id}
          className="control-date"
          disabled
          value={props.value ?? ''}
          aria-describedby={props['aria-describedby']}
        />
      }
    >
      <Picker {...props} />
    </Suspense>
  );
}
