import { useId, useState } from 'react'
import { useProject } from '@/store/project-store'
import { isBySize, reportLengthOf } from '@/store/run-length'
import {
  changeSettings,
  type Settings,
  STANDARD_SETTINGS,
  useTrainingStore,
} from '@/store/training-store'
import { Button } from '@/ui/Button'
import { Disclosure } from '@/ui/Disclosure'
import { IconButton } from '@/ui/IconButton'
import styles from './SettingsPanel.module.css'
import { SETTING_LIST, type SettingSpec } from './setting-list'

/** Every number of a run, folded away, each with its reason and a way back. */
export function SettingsPanel() {
  const settings = useTrainingStore((state) => state.settings)
  const learnable = useProject().utterances.filter(({ intent }) => intent !== null).length
  const bySize = reportLengthOf(STANDARD_SETTINGS, learnable)
  const isBusy = useTrainingStore((state) => state.activity !== null)
  const changed = SETTING_LIST.filter(({ key }) => settings[key] !== STANDARD_SETTINGS[key])
  return (
    <section className={styles.panel} aria-label="Advanced settings">
      <Disclosure
        summary={`Advanced settings${changed.length > 0 ? ` (${changed.length} changed)` : ''}`}
      >
        <div className={styles.list}>
          {SETTING_LIST.map((spec) => (
            <SettingField
              key={spec.key}
              spec={spec}
              settings={settings}
              bySize={
                spec.key === 'epochs' || spec.key === 'learningRate' ? bySize[spec.key] : null
              }
              isDisabled={isBusy}
            />
          ))}
          {changed.length > 0 && (
            <Button
              size="small"
              isDisabled={isBusy}
              onPress={() => changeSettings(STANDARD_SETTINGS)}
            >
              Reset all
            </Button>
          )}
        </div>
      </Disclosure>
    </section>
  )
}

function SettingField({
  spec: { key, label, reason, min, max, step },
  settings,
  bySize,
  isDisabled,
}: {
  spec: SettingSpec
  settings: Settings
  /** What the number of utterances decides where nobody else does; null of other settings. */
  bySize: number | null
  isDisabled: boolean
}) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const standard = STANDARD_SETTINGS[key]
  const value = settings[key]
  const shown = isBySize(key, value) ? '' : value
  return (
    <div className={styles.setting}>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {value !== standard && !isDisabled && (
          <IconButton
            label={bySize === null ? `Reset ${label} to ${standard}` : `Choose ${label} by size`}
            icon="undo"
            size="small"
            onPress={() => changeSettings({ [key]: standard })}
          />
        )}
        <input
          id={id}
          className={styles.input}
          type="number"
          min={min}
          max={max}
          step={step}
          value={draft ?? shown}
          placeholder={bySize === null ? undefined : String(bySize)}
          disabled={isDisabled}
          aria-describedby={`${id}-reason`}
          onChange={(event) => {
            setDraft(event.target.value)
            const next = event.target.valueAsNumber
            // What is half typed (`0.` of `0.02`) is no number yet, or out of range.
            if (next >= min && next <= max) changeSettings({ [key]: next })
          }}
          onBlur={() => {
            const next = Number(draft)
            if (draft === '' && bySize !== null) changeSettings({ [key]: standard })
            else if (draft !== null && draft !== '' && Number.isFinite(next)) {
              changeSettings({ [key]: Math.min(max, Math.max(min, next)) })
            }
            setDraft(null)
          }}
        />
      </div>
      <p id={`${id}-reason`} className={styles.reason}>
        {reason}{' '}
        <span className={styles.standard}>
          {bySize === null
            ? `Default ${standard}.`
            : `Left empty: by the number of utterances, ${bySize} now.`}
        </span>
      </p>
    </div>
  )
}
