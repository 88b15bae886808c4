import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bulletinAddress } from '../../api/overdue';
import { Panel } from '../../ui/page';
import { useLanguage } from '../../words';
import { weeksBack } from './weeks';

/** A quarter of a year back: older ones are drawn up by their address. */
const offered = 13;

/** The weekly bulletin of the body that the list is about. */
export function BulletinPanel({ today, body }: { today: string; body: string }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const weeks = weeksBack(today, offered);
  const [week, setWeek] = useState(weeks[1]?.name ?? '');
  return (
    <Panel title={t('overdue.bulletin')} level={2}>
      <div className="filters">
        <label htmlFor="bulletin-week">{t('overdue.week')}</label>
        <Select
          id="bulletin-week"
          className="filter-stage"
          popupMatchSelectWidth={false}
          value={week}
          onChange={setWeek}
          options={weeks.map((one) => ({
            value: one.name,
            label: t('overdue.weekOf', { week: one.name, from: one.from, to: one.to }),
          }))}
        />
        <Button href={bulletinAddress(week, body, language === 'en' ? 'en' : 'zh')} download>
          {t('overdue.download')}
        </Button>
      </div>
    </Panel>
  );
}
