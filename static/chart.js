// Draws one chart and keeps it: a new choice changes what is there, nothing is built anew (docs/decisions.md).

const TOKEN = /"#0000(\d\d)"/g, PAGE = 38, CODE = "plotly-code"
const kept = new WeakMap()

const code = address => new Promise((done, failed) => {
  if (window.Plotly) return done()
  let script = document.getElementById(CODE)
  if (!script) {
    script = Object.assign(document.createElement("script"), {id: CODE, src: new URL(address, document.baseURI)})
    document.head.append(script)
  }
  script.addEventListener("load", done)
  script.addEventListener("error", () => {
    script.remove() // the next choice asks again
    failed(new Error(`no ${address}`))
  })
})

const painted = (text, element) => {
  const theme = getComputedStyle(element)
  const charts = theme.getPropertyValue("--st-chart-categorical-colors").split(",")
  const page = theme.getPropertyValue("--st-background-color")
  return text.replace(TOKEN, (_, n) => JSON.stringify((+n === PAGE ? page : charts[n - 1]).trim()))
}

// A name above its line is cut to the width of the chart (charts/timeline.py); the table has the whole one.
const pen = document.createElement("canvas").getContext("2d")
const fits = (name, width, {size, family}) => {
  pen.font = `bold ${size}px ${family}`
  const [, head = "", rest] = name.match(/^(?:<b>(.*)<\/b>)?(.*)$/s)
  const narrow = text => pen.measureText(text).width <= width
  const letters = [...head + rest], shown = end => `${letters.slice(0, end).join("").trimEnd()}…`
  if (narrow(head + rest)) return name
  let end = letters.length - 1
  while (end > 0 && !narrow(shown(end))) end--
  return head ? `<b>${shown(end).slice(0, head.length)}</b>${shown(end).slice(head.length)}` : shown(end)
}
const fitted = ({data, layout}, width) => {
  const room = width - layout.margin.l - layout.margin.r
  return data.map(t => t.meta === "fitted" ? {...t, text: t.text.map(name => fits(name, room, layout.font))} : t)
}

const root = parent => {
  let element = parent.querySelector(":scope > .chart")
  if (!element) {
    element = Object.assign(document.createElement("div"), {className: "chart"})
    element.setAttribute("role", "figure")
    parent.append(element)
  }
  return element
}

const draw = async (state, width = Math.floor(state.element.clientWidth)) => {
  if (!width || !window.Plotly) return
  const {layout} = state.figure
  state.width = width // before the drawing: a look of the observer meanwhile must not draw it again
  await Plotly.react(state.element, fitted(state.figure, width), {...layout, width}, state.config)
  if (!state.listens) {
    state.listens = true
    state.element.on("plotly_click", ({points}) => {
      const chosen = points.find(p => p.customdata !== undefined && p.customdata !== null)
      if (chosen) state.clicked([chosen.customdata].flat()[0])
    })
  }
}

const begin = parent => {
  const element = root(parent), state = {element, width: 0}
  state.observer = new ResizeObserver(() => {
    const printing = matchMedia("print").matches // paper is narrower than a wide screen: the drawing is shrunk by CSS
    if (state.figure && !printing && Math.floor(element.clientWidth) !== state.width) draw(state)
  })
  state.observer.observe(element)
  state.end = () => {
    state.observer.disconnect()
    kept.delete(parent)
    if (window.Plotly) Plotly.purge(element)
  }
  kept.set(parent, state)
  return state
}

export default function ({data, parentElement, setTriggerValue}) {
  const state = kept.get(parentElement) ?? begin(parentElement)
  state.clicked = number => setTriggerValue("clicked", number)
  const text = painted(new TextDecoder().decode(data), parentElement)
  if (text === state.text) return state.end
  const {figure, alt, config, code: address} = JSON.parse(text)
  Object.assign(state, {text, figure, config})
  state.element.setAttribute("aria-label", alt)
  state.element.style.height = `${figure.layout.height}px`
  const known = state.width || undefined // asking for it would lay the page out; the observer tells of another one
  code(address).then(() => draw(state, known)).catch(() => { state.element.textContent = alt }) // the finding, if no drawing
  return state.end
}
