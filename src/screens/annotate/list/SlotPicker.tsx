import { tidyName } from '@/project/name-check'
import { statisticsOf } from '@/project/statistics'
import { labelSelection } from '@/screens/annotate/actions/label-actions'
import { focusList } from '@/screens/annotate/actions/row-actions'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { useProject } from '@/store/project-store'
import { slotColors } from '@/store/slot-colors'
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
      // No slot is likelier than another: Enter by itself must not label.
      initial={-1}
      options={[...own, ...others].map((name, index) => ({
        value: name,
        group: own.length === 0 ? null : index < own.length ? 'Of this intent' : 'Other slots',
        note: String(counts.get(name) ?? 0),
        color: colors.get(name),
      }))}
      nameOf={(typed) => tidyName('slot', typed)}
      createLabel={(name) => `New slot “${name}”`}
      clearLabel={null}
      onCancel={close}
      onChoose={(name) => {
        if (name !== null) labelSelection(name)
        close()
      }}
    />
  )
}
