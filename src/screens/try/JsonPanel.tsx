import { useState } from 'react'
import type { Prediction } from '@/evaluation/prediction'
import { useProject } from '@/store/project-store'
import { copyText } from '@/ui/copy-text'
import { IconButton } from '@/ui/IconButton'
import { Panel } from '@/ui/Panel'
import { Segments } from '@/ui/Segments'
import styles from './JsonPanel.module.css'
import { type ResponseStyle, responseJson } from './response-json'

/** The answer as an application would get it. */
export function JsonPanel({
  prediction,
  threshold,
}: {
  prediction: Prediction
  threshold: number
}) {
  const project = useProject()
  const [style, setStyle] = useState<ResponseStyle>('alexa')
  const json = responseJson(style, prediction, project, threshold)
  return (
    <Panel
      title="As your application gets it"
      actions={
        <>
          <Segments<ResponseStyle>
            label="In the shape of"
            value={style}
            onChange={setStyle}
            segments={[
              { value: 'alexa', label: 'Alexa' },
              { value: 'rasa', label: 'Rasa' },
              { value: 'dialogflow', label: 'Dialogflow' },
              { value: 'skillet', label: 'Plain' },
            ]}
          />
          <IconButton label="Copy the JSON" icon="copy" onPress={() => void copyText(json)} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label="JSON">
        <pre className={styles.json}>{json}</pre>
      </section>
    </Panel>
  )
}
