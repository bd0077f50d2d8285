import { statisticsOf } from '@/project/statistics'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
import { focusList, labelSelection } from './annotate-actions'
import { useAnnotateView } from './annotate-view'
import { TypeAhead } from './TypeAhead'

/** Labels the selection with any slot of the skill, or with a new one. */
export function SlotPicker({ own, others }: { own: readonly string[]; others: readonly string[] }) {
  const project = useProject()
  const colors = slotColors(project)
  const counts = statisticsOf(project).slots
  const close = () => {
    useAnnotateView.setState({ mode: 'rest' })
    focusList()
  }
  return (
    <TypeAhead
      label="Slot"
      align="start"
      options={[...own, ...others].map((name) => ({
        value: name,
        note: String(counts.get(name) ?? 0),
        color: colors.get(name),
      }))}
      createLabel={(name) => `New slot “${slotNameOf(name)}”`}
      clearLabel={null}
      onCancel={close}
      onChoose={(name) => {
        if (name !== null)
          labelSelection([...own, ...others].includes(name) ? name : slotNameOf(name))
        close()
      }}
    />
  )
}

/** A name that every format takes: words joined by underscores. */
export function slotNameOf(name: string): string {
  return name.trim().replace(/\s+/g, '_')
}
