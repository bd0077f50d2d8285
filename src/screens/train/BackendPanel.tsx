import { setPreferences, usePreferences } from '@/store/preferences'
import { BACKEND_CHOICES, BACKEND_NAMES, useTrainingStore } from '@/store/training-store'
import { Badge } from '@/ui/Badge'
import { Icon } from '@/ui/Icon'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import styles from './BackendPanel.module.css'
import { MachinePace } from './MachinePace'

/** Where the calculation runs, and why there. */
export function BackendPanel() {
  const backend = useTrainingStore((state) => state.backend)
  const wanted = usePreferences((state) => state.backend)
  const isBusy = useTrainingStore((state) => state.activity !== null)
  return (
    <Panel
      title="Where it runs"
      actions={backend && <Badge tone="accent">{BACKEND_NAMES[backend.backend]}</Badge>}
    >
      <div className={styles.body}>
        {backend ? (
          <>
            {backend.adapter && <p className={styles.adapter}>{backend.adapter}</p>}
            <ul className={styles.reasons}>
              {backend.reasons.map(({ backend: name, isChosen, text }) => (
                <li key={name} data-chosen={isChosen}>
                  <Icon name={isChosen ? 'check' : 'close'} size={14} />
                  <span>
                    <strong>{BACKEND_NAMES[name]}</strong>: {text}
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className={styles.note}>
            On this device, in the background: your utterances never leave it. The fastest way is
            found when you start.
          </p>
        )}
        <Select
          label="Run on"
          size="small"
          value={wanted}
          isDisabled={isBusy}
          onChange={(value) => setPreferences({ backend: value })}
          options={[{ value: 'auto', label: 'The fastest that works' }, ...BACKEND_CHOICES]}
        />
        <MachinePace />
      </div>
    </Panel>
  )
}
