import { useEffect } from 'react'
import type { ImportOutcome } from '@/formats/format'
import { importSample } from '@/store/import-skill'
import { loadSampleList, useSampleList } from '@/store/sample-list'
import { formatCount } from '@/ui/charts/numbers'
import { Icon } from '@/ui/Icon'
import styles from './Samples.module.css'
import screenStyles from './SkillsScreen.module.css'

/** Our own skills, one click away. */
export function Samples({ onChosen }: { onChosen: (reading: Promise<ImportOutcome>) => void }) {
  const samples = useSampleList((state) => state.samples)
  useEffect(() => void loadSampleList(), [])
  // Until they are known, their place is kept: nothing below them moves when they come.
  if (!samples) return <div className={styles.place} />
  if (samples.length === 0) return null
  return (
    <section className={screenStyles.section} aria-labelledby="samples-title">
      <h2 id="samples-title" className={screenStyles.heading}>
        Start from a sample
      </h2>
      <ul className={screenStyles.grid}>
        {samples.map((sample) => (
          <li key={sample.file}>
            <button
              type="button"
              className={styles.sample}
              onClick={() => onChosen(importSample(sample))}
            >
              <span className={styles.name}>
                {sample.name}
                <Icon name="arrowRight" />
              </span>
              <span className={styles.about}>{sample.description}</span>
              <span className={styles.counts}>
                {formatCount(sample.counts.utterances)} utterances · {sample.counts.intents} intents
                · {sample.counts.slots} slots
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
