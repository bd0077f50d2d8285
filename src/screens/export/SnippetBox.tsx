import { copyText } from '@/ui/copy-text'
import { IconButton } from '@/ui/IconButton'
import styles from './ExportScreen.module.css'

/** Code to copy. */
export function SnippetBox({ title, code }: { title: string; code: string }) {
  return (
    <figure className={styles.snippet}>
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <IconButton
          label={`Copy: ${title}`}
          icon="copy"
          size="small"
          onPress={() => void copyText(code)}
        />
      </figcaption>
      <pre className={styles.code}>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
