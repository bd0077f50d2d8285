import { expect, type Page } from '@playwright/test'
import { expectAccessible, test } from './fixtures'

const SKILL = `# PlayMusic
play very cool [jazz](genre) in the [kitchen](room) at [seven](time)
put on jazz in the garage

# StopMusic
put on jazz in the garage
`

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the skills, ${colorScheme}`, async ({ skills, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await skills.open()
    await expectAccessible(page)
  })

  test(`axe finds nothing while annotating, ${colorScheme}`, async ({ skills, annotate, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await skills.importText(SKILL)
    // Done, to do with suggestions, to check, ticked, and the list of intents open over them.
    await annotate.press('ArrowDown', 'u', 'ArrowDown', 'c', 'x', 'i')
    await expectAccessible(page)
    await annotate.press('Escape', 'ArrowUp', 'l')
    await expectAccessible(page)
    await annotate.press('Escape', 'e')
    await expectAccessible(page)
    await annotate.press('Escape')
    await page.getByRole('tab', { name: 'Slot types' }).click()
    await page.getByText('unlisted').first().click()
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Checks' }).click()
    await page.getByRole('tabpanel').getByText('Error', { exact: true }).first().waitFor()
    await expectAccessible(page)
  })

  test(`axe finds nothing on sheets and dialogs, ${colorScheme}`, async ({
    skills,
    annotate,
    page,
  }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await skills.importText(SKILL)
    await annotate.press('Control+k')
    await page.getByRole('combobox', { name: 'Find a command' }).fill('label')
    await expectAccessible(page)
    await annotate.press('Escape', '?')
    await page.getByRole('dialog', { name: 'Help and shortcuts' }).waitFor()
    await expectAccessible(page)
    await annotate.press('Escape', 'p')
    await page.getByRole('dialog', { name: 'Add utterances' }).waitFor()
    await expectAccessible(page)
    await annotate.press('Escape')
    await page.getByRole('button', { name: 'Change slot genre' }).click()
    await page.getByRole('menuitem', { name: /Rename/ }).click()
    await page.getByRole('dialog', { name: 'Rename genre' }).waitFor()
    await expectAccessible(page)
  })
}

test('360 pixels are wide enough', async ({ skills, annotate, page }) => {
  test.slow()
  await page.setViewportSize({ width: 360, height: 740 })
  await skills.importText(SKILL)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: /^time/ }).click()
  await page.getByRole('button', { name: 'Close filters' }).click()
  await expect(annotate.row('put on jazz')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take off the filter Slot time' }).click()
  await expect(annotate.row('put on jazz')).toHaveCount(2)
})

// A browser that magnifies gives the page fewer CSS pixels, each drawn with more of the screen's.
test('magnified twice, everything works and nothing is cut off', async ({
  skills,
  annotate,
  page,
}) => {
  test.slow()
  await magnify(page, { width: 640, height: 360, times: 2 })
  await skills.importText(SKILL)
  await expectNoSidewaysScroll(page)
  await annotate.press('ArrowDown')
  await (await annotate.word(annotate.focusedRow, 'garage')).click()
  await annotate.focusedRow.getByRole('button', { name: 'room' }).click()
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /garage is room/)
  await annotate.press('i')
  await expectInView(page.getByRole('combobox', { name: 'Intent' }))
  await page.getByRole('option', { name: /StopMusic/ }).click()
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /intent StopMusic/)
  await annotate.press('?')
  const sheet = page.getByRole('dialog', { name: 'Help and shortcuts' })
  await sheet.getByRole('button', { name: /^Shortcut of Let go/ }).scrollIntoViewIfNeeded()
  await expectInView(sheet.getByRole('button', { name: 'Close' }))
  await expectNoSidewaysScroll(page)
})

test('a drawer takes the focus and gives it back', async ({ skills, annotate, page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await skills.importText(SKILL)
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Close filters' })).toBeFocused()
  await annotate.press('Escape')
  await expect(annotate.list).toBeFocused()
  await annotate.press('n')
  const note = page.getByRole('textbox', { name: 'Note' })
  await expect(note).toBeFocused()
  await page.keyboard.type('ask Anna')
  await annotate.press('Escape')
  await expect(annotate.list).toBeFocused()
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /has a note$/)
  await annotate.press('i')
  await expectInView(page.getByRole('listbox', { name: 'Intent' }))
  await expectNoSidewaysScroll(page)
})

test('arrows keep the row in hand in view, down and up', async ({ skills, annotate, page }) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await skills.importText(`# Count\n${'one two three four five six'.split(' ').join(' it\n')} it\n`)
  for (const key of ['ArrowDown', 'ArrowUp']) {
    for (let press = 0; press < 5; press++) {
      await annotate.press(key)
      await expectInView(annotate.focusedRow)
    }
  }
})

test('magnified four times, text still runs within the page', async ({
  skills,
  annotate,
  page,
}) => {
  await magnify(page, { width: 320, height: 256, times: 4 })
  await skills.importText(SKILL)
  await annotate.press('ArrowDown', '2')
  await expectNoSidewaysScroll(page)
})

test('a screen reader hears rows, words, labels and places', async ({ skills, annotate, page }) => {
  await skills.importText('# Play\nplay jazz in the kitchen\nstop it\n')
  const says = page.locator('[data-announcement]')
  const active = () =>
    annotate.list.evaluate((list) => {
      const id = list.getAttribute('aria-activedescendant')
      return id === null ? null : document.getElementById(id)?.getAttribute('aria-label')
    })
  await expect(annotate.list).toHaveAccessibleDescription(/Enter accepts/)
  expect(await active()).toBe('play jazz in the kitchen, intent Play, done')
  await annotate.press('Home', 'ArrowRight')
  await expect(says).toHaveText('jazz')
  await annotate.press('Shift+ArrowRight')
  await expect(says).toHaveText('jazz in')
  await annotate.press('Shift+ArrowLeft', 'l')
  await expect(page.getByRole('combobox', { name: 'Slot' })).toBeFocused()
  await page.keyboard.type('genre')
  await annotate.press('Enter')
  await expect(says).toHaveText(/^jazz: labelled genre/)
  expect(await active()).toBe('play jazz in the kitchen, intent Play, jazz is genre, done')
  await annotate.press('Enter')
  await expect(says).toHaveText(/^Accepted\. 2 of 2\./)
  expect(await active()).toBe('stop it, intent Play, done')
  await annotate.press('ArrowDown')
  await expect(says).toHaveText('This is the last one')
  await expect(annotate.list).toMatchAriaSnapshot(`
    - grid "Utterances":
      - row "play jazz in the kitchen, intent Play, jazz is genre, done":
        - 'gridcell "Status: done"'
        - gridcell "play jazz genre in the kitchen"
        - 'gridcell "Intent: Play"'
      - row "stop it, intent Play, done":
        - gridcell "Labels and tools":
          - group "Label the selection"
  `)
  await annotate.press('Control+z')
  await expect(says).toHaveText(/^Undone: /)
})

test('keys are no part of names, and what is done to many is said', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  const says = page.locator('[data-announcement]')
  const accept = annotate.focusedRow.getByRole('button', {
    name: 'Accept',
    exact: true,
  })
  await expect(accept).toHaveAttribute('aria-keyshortcuts', 'Enter')
  await expect(
    annotate.focusedRow.getByRole('button', { name: 'genre', exact: true }),
  ).toHaveAttribute('aria-keyshortcuts', '1')
  await annotate.press('c')
  await expect(says).toHaveText('to check')
  await annotate.press('Control+a', 'u')
  await expect(says).toHaveText('3 utterances: to do')
  await annotate.press('t')
  await expect(says).toHaveText('3 utterances: train side')
  await annotate.press('Control+z')
  await expect(says).toHaveText(/^Undone: Put on the train side \(3 utterances\)\./)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('[data-annotate-list] :is(button, label)')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
  expect(small).toEqual([])
})

test('who wants no motion gets none', async ({ skills, annotate, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await skills.importText(SKILL)
  await annotate.press('?')
  await page.getByRole('dialog').waitFor()
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1).length,
  )
  expect(moving).toBe(0)
})

test('Tab is no trap', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  for (let press = 0; press < 12; press++) await annotate.press('Tab')
  await expect(annotate.list).not.toBeFocused()
  await expect(page.locator('body')).not.toBeFocused()
})

async function magnify(
  page: Page,
  { width, height, times }: { width: number; height: number; times: number },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: times,
    mobile: false,
  })
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('[data-annotate-list], [role=dialog]')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
  )
  expect(tooWide).toEqual([])
}

async function expectInView(locator: import('@playwright/test').Locator): Promise<void> {
  await expect(locator).toBeInViewport({ ratio: 0.9 })
}

test('a label at the end of right-to-left words keeps its box in one piece', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(
    '# נגן\nשים קצת [בלוז](סגנון)\nתנגן [רוק](סגנון) עכשיו\nנגן לי [סול](סגנון)\n',
  )
  const pieces = () =>
    page.locator('[data-slot-color]:is(bdi, mark)').evaluateAll((marks) =>
      marks.map((mark) => {
        const left = Math.min(...[...mark.getClientRects()].map((rect) => rect.left))
        const right = Math.max(...[...mark.getClientRects()].map((rect) => rect.right))
        const inside = [...mark.childNodes].map((child) => {
          const range = document.createRange()
          range.selectNode(child)
          return range.getBoundingClientRect()
        })
        const words =
          Math.max(...inside.map((rect) => rect.right)) -
          Math.min(...inside.map((rect) => rect.left))
        return right - left - words
      }),
    )
  await expect(annotate.row('נגן לי')).toBeVisible()
  for (const spare of await pieces()) expect(spare).toBeLessThan(16)
  expect((await pieces()).length).toBeGreaterThan(0)
})

test('with forced colours only the chosen tab is marked, and bars are drawn', async ({
  skills,
  page,
}) => {
  await skills.importText(SKILL)
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  const colours = await page.evaluate(() => {
    const probe = document.createElement('div')
    probe.style.cssText = 'color: Canvas; background: CanvasText; forced-color-adjust: none'
    document.body.append(probe)
    const { color: canvas, backgroundColor: ink } = getComputedStyle(probe)
    probe.remove()
    return { canvas, ink }
  })
  const other = page.getByRole('tab', { selected: false }).first()
  await expect(other).toHaveCSS('border-bottom-color', colours.canvas)
  const chosen = page.getByRole('tab', { selected: true }).first()
  await expect(chosen).not.toHaveCSS('background-color', colours.canvas)
  const bar = page.getByRole('region', { name: 'Intents' }).locator('[aria-hidden] > span').first()
  await expect(bar).not.toHaveCSS('background-color', colours.canvas)
  await expect(bar.locator('xpath=..')).toHaveCSS('border-top-color', colours.ink)
})
