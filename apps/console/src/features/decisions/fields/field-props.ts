import type { Field } from '../../../../../../libs/contracts/forms';
import type { Task } from '../../../api/types';

/** What every control of the generated form is given. */
export interface FieldProps<T extends Field['type']> {
  field: Extract<Field, { type: T }>;
  /** Path of the value, names joined by dots; with `idOf` also the control's id. */
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  errors: ReadonlyMap<string, string>;
  task: Task;
}

export const idOf = (path: string): string => `field-${path.replace(/\./g, '-')}`;
