import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';

export interface DateProps {
  id: string;
  value: string | undefined;
  onChange: (date: string | undefined) => void;
  placeholder?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

/** Picks a legal date `YYYY-MM-DD`. Fetched when first needed. */
export default function LegalDatePicker({ value, onChange, ...rest }: DateProps): ReactNode {
  return (
    <DatePicker
      {...rest}
      className="control-date"
      value={value ? dayjs(value) : null}
      format={['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']}
      onKeyDown={(event) => {
        // Enter confirms the day; it must not send the form around it.
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  );
}
