import { useState } from 'react'
import { perSecond } from '@/evaluation/pace-text'
import { measureMachine, paceName, paceReport, useMachinePace } from '@/store/machine-pace'
import { usePreferences } from '@/store/preferences'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import styles from './BackendPanel.module.css'

/** How fast this machine learns and answers on each backend; measured on request, and to be copied. */
export function MachinePace() {
  const measured = usePreferences((state) => state.measured)
  const { isMeasuring, problem } = useMachinePace()
  const isBusy = useTrainingStore((state) => state.activity !== null)
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className={styles.pace}>
      {measured && measured.paces.length > 0 && (
        <table className={styles.paces}>
          <caption>Measured here, each second</caption>
          <thead>
            <tr>
              <th scope="col">On</th>
              <th scope="col">Steps</th>
              <th scope="col">Answers</th>
            </tr>
          </thead>
          <tbody>
            {measured.paces.map((pace) => (
              <tr key={paceName(pace)}>
                <th scope="row">{paceName(pace)}</th>
                <td>{perSecond(pace.stepsPerSecond)}</td>
                <td>{perSecond(pace.answersPerSecond)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {problem && <p className={styles.note}>{problem}</p>}
      <div className={styles.paceButtons}>
        <Button
          size="small"
          isDisabled={isBusy || isMeasuring}
          onPress={() => {
            setIsCopied(false)
            void measureMachine()
          }}
        >
          {isMeasuring ? 'Measuring…' : 'Measure this machine'}
        </Button>
        {measured && (
          <Button
            size="small"
            kind="quiet"
            onPress={async () => {
              await navigator.clipboard.writeText(paceReport(measured))
              setIsCopied(true)
            }}
          >
            {isCopied ? 'Copied' : 'Copy the figures'}
          </Button>
        )}
      </div>
    </div>
  )
}
