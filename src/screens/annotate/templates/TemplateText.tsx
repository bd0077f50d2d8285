import { parseTemplate } from '@/project/expansion-template'
import { useSlotColors } from '@/store/slot-colors'
import styles from './TemplateText.module.css'

/** A pattern with its placeholders as chips in the colours of their slots. */
export function TemplateText({ text }: { text: string }) {
  const colors = useSlotColors()
  return (
    <span className={styles.text}>
      {parseTemplate(text).map((part, index) =>
        part.kind === 'text' ? (
          <span key={index}>{part.text}</span>
        ) : (
          <span key={index} className={styles.slot} data-slot-color={colors.get(part.slot)}>
            {part.slot}
          </span>
        ),
      )}
    </span>
  )
}
