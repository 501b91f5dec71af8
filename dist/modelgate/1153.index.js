const it=1153,lt=[1153,1985],ct={8563:((se,R,g)=>{g.d(R,{E3:()=>F,G:()=>P,GS:()=>j,Wy:()=>I,vf:()=>L});var o=g(21985),f=g(55979);const F={animation:!1,textStyle:{fontFamily:"inherit",color:"var(--ink)"}},Z={color:"var(--muted)",fontSize:12},j=x=>x>=0&&x<=1,I=x=>typeof x=="number"?(0,f.ZV)(x,(0,f.AP)([x],null)):(0,o.X5)(x,34);function v(x){return typeof x=="number"?(0,f.Sp)(x):String(x).replace(/^-/,"\u2212")}function N(x){return{axisLine:{lineStyle:{color:"var(--line)"}},axisTick:{show:!1},axisLabel:{...Z,hideOverlap:!0,formatter:v},splitLine:{show:x,lineStyle:{color:"var(--line)"}},nameTextStyle:Z}}function L(x,M=!1){return{type:"value",...N(!0),...x?{min:0,max:1}:{scale:!M}}}function P(x){return{type:"category",data:x,...N(!1)}}}),50853:((se,R,g)=>{g.d(R,{ti:()=>X,Cl:()=>P,PM:()=>L});var o=g(21985),f=g(8563);function F(p,l,i,u=!1){return{type:"custom",renderItem:(b,$)=>{const T=z=>$.coord(l?[$.value(z),$.value(0)]:[$.value(0),$.value(z)]),[A,m,C]=[T(1),T(2),T(3)],[J,q]=l?[0,5]:[4,0],oe={stroke:p,lineWidth:l?2:1.2,fill:"none"},_=(z,G)=>({type:"line",shape:{x1:z[0],y1:z[1],x2:G[0],y2:G[1]},style:oe}),ee=([z,G])=>_([z-J,G-q],[z+J,G+q]),ie={type:"circle",shape:{cx:C[0],cy:C[1],r:4.5},style:{fill:p}};return{type:"group",children:[_(A,m),ee(A),ee(m),...u?[ie]:[]]}},data:i,silent:!0,encode:l?{x:[1,2,3],y:0}:{x:0,y:[1,2,3]}}}const Z=520,j=8,I=500,v=["importance"],N=[2,3,4,5,6,7,8].map(p=>`var(--chart-${p})`);function L(p){const l=p.series.slice(0,j).map(u=>({...u,points:u.points.slice(0,I)})),i=Math.max(0,l.findIndex(u=>u.name==="candidate"));return l.map((u,w)=>{if(w===i)return{series:u,colour:"var(--chart-1)",dash:"solid",z:3};const b=w<i?w:w-1;return{series:u,colour:N[b%N.length],dash:"dashed",z:2}})}function P(p){const l=M(p),i=p.kind==="interval"||x(p);return L(p).flatMap(({series:{points:u}},w)=>u.map(b=>i?{series:w,point:b,place:[b.y,(0,f.Wy)(b.x)]}:{series:w,point:b,place:[l?b.x:(0,f.Wy)(b.x),b.y]}))}const x=({kind:p,id:l})=>p==="bar"&&v.includes(l),M=({kind:p,series:l})=>p==="line"&&l.every(({points:i})=>i.every(u=>typeof u.x=="number"));function X(p){if(p.kind==="interval")return U(p);if(x(p))return E(p);const l=p.series.flatMap(m=>m.points),i=M(p),u=i&&l.every(m=>(0,f.GS)(m.x)&&(0,f.GS)(m.y)),w=[...new Set(l.map(m=>(0,f.Wy)(m.x)))].slice(0,I),b=i?(0,f.vf)(u):(0,f.G)(w),$=(0,f.vf)(u,p.kind==="bar"),T=L(p).flatMap(m=>p.kind==="bar"?[O(m)]:Y(m,i));return{option:{...f.E3,grid:{left:56,right:18,top:14,bottom:48},xAxis:{...b,name:(0,o.X5)(p.x,60),nameLocation:"middle",nameGap:30},yAxis:{...$,name:(0,o.X5)(p.y,60),nameLocation:"middle",nameGap:40},series:u?[K,...T]:T},width:Z,height:u?420:340}}const K={type:"line",data:[[0,0],[1,1]],symbol:"none",silent:!0,lineStyle:{color:"var(--muted)",width:1,type:[2,4]}};function Y({series:{points:p},colour:l,dash:i,z:u},w){const b=m=>w?m.x:(0,f.Wy)(m.x),$={type:"line",z:u,data:p.map(m=>[b(m),m.y]),showSymbol:p.length<=25,symbol:"circle",symbolSize:6,itemStyle:{color:l},lineStyle:{color:l,width:2,type:i}},T=p.filter(m=>m.low!==void 0&&m.high!==void 0);return T.length===0?[$]:[F(l,!1,T.map(m=>[b(m),m.low,m.high,m.y])),$]}function O({series:{points:p},colour:l}){return{type:"bar",data:p.map(i=>[(0,f.Wy)(i.x),i.y]),itemStyle:{color:l},barMaxWidth:28}}function E(p){const l=L(p),i=[...new Set(l.flatMap(({series:b})=>b.points.map($=>(0,f.Wy)($.x))))],u=l.map(({series:{points:b},colour:$})=>({type:"bar",data:b.map(T=>[T.y,(0,f.Wy)(T.x)]),itemStyle:{color:$},barMaxWidth:12}));return{option:{...f.E3,grid:{left:16+6.8*Math.max(0,...i.map(b=>b.length)),right:18,top:8,bottom:48},xAxis:{...(0,f.vf)(!1,!0),name:(0,o.X5)(p.y,60),nameLocation:"middle",nameGap:30},yAxis:{...(0,f.G)(i),inverse:!0},series:u},width:Z,height:64+i.length*(14+12*Math.max(1,l.length))}}function U(p){const l=L(p),i=[...new Set(l.flatMap(({series:A})=>A.points.map(m=>(0,f.Wy)(m.x))))],u=l.map(({series:{points:A},colour:m})=>F(m,!0,A.map(C=>[i.indexOf((0,f.Wy)(C.x)),C.low??C.y,C.high??C.y,C.y]),!0)),w=l.flatMap(A=>A.series.points.flatMap(m=>[m.low??m.y,m.high??m.y])),b=Math.min(...w)<0&&Math.max(...w)>0,$={type:"line",data:[[0,0],[0,i.length-1]],symbol:"none",silent:!0,lineStyle:{color:"var(--muted)",width:1}};return{option:{...f.E3,grid:{left:12+6.6*Math.max(0,...i.map(A=>A.length)),right:18,top:8,bottom:48},xAxis:{...(0,f.vf)(!1),name:(0,o.X5)(p.y,60),nameLocation:"middle",nameGap:30},yAxis:{...(0,f.G)(i),inverse:!0},series:b&&i.length>1?[$,...u]:u},width:Z,height:64+30*i.length}}}),91153:((se,R,g)=>{g.d(R,{renderHtml:()=>tt});var o=g(21985),f=g(50853),F=g(48646),Z=g(85582),j=g(86153),I=g(68775),v=g(55979);const N={pass:"good",fail:"bad",inconclusive:"open",warning:"open",skip:"skip"},L={pass:"pass",fail:"fail",inconclusive:"inconclusive",warning:"warning",skip:"skipped"},P=e=>N[e];function x({verdict:e}){return e==="warn"?"open":N[e]}function M(e,t=L[e]){return`<span class="pill ${N[e]}">${(0,o.ZD)(t,60)}</span>`}const X={good:"M13 20.5l5 5 9.5-11",bad:"M14.5 14.5l11 11m0-11l-11 11",open:"M20 12.5v9.5m0 5.5v.01",skip:"M13.5 20h13"};function K(e){return`<svg class="badge" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18"/><path d="${X[e]}"/></svg>`}const Y=2e3;function O(e,t,n,{classOf:r=()=>"",attributesOf:a=()=>"",isSortable:s=!1,mostRows:d=Y}={}){const c=n.slice(0,d).map(W=>t.map(S=>S.cell(W))),h=t.map((W,S)=>S===0||c.some(B=>B[S]!=="")),k=t.map(({isNumber:W,isText:S})=>W===!0?' class="number"':S===!0?' class="text"':""),D=t.map(({title:W},S)=>`<th scope="col"${k[S]}>${(0,o.ZD)(W,60)}</th>`),y=c.map((W,S)=>{const B=W.map((me,ae)=>ae===0?`<th scope="row">${me}</th>`:`<td${k[ae]}>${me}</td>`),Se=r(n[S]);return`<tr${Se===""?"":` class="${Se}"`}${a(n[S])}>${B.filter((me,ae)=>h[ae]).join("")}</tr>`}),ne=n.length-c.length,re=ne>0?`<p class="note">and ${(0,v.B4)(ne)} more in the result file</p>`:"";return`<div class="scroll"><table${s?' class="sortable"':""} aria-label="${(0,o.ZD)(e,120)}"><thead><tr>${D.filter((W,S)=>h[S]).join("")}</tr></thead><tbody>${y.join("")}</tbody></table></div>${re}`}function E(e,t=120){return`<code>${(0,o.ZD)(e,t)}</code>`}function U(e,t){return e.map(n=>{if(typeof n=="string")return`${n.startsWith(" ")?" ":""}${(0,o.ZD)(n)}${n.endsWith(" ")?" ":""}`;const r=E(n.name);return n.page===void 0||t===null?r:p(`${t}/${n.page}`,r)}).join("")}function p(e,t){return/^https?:\/\//.test(e)?`<a href="${(0,o.ZD)(e,500)}" rel="noreferrer">${t}</a>`:t}function l(e,t,n=""){return t===""?"":`<details${n===""?"":` class="${n}"`}><summary>${e}</summary><div class="body">${t}</div></details>`}function i(e,t){return t===""?"":`<div class="card"><h3>${e}</h3>${t}</div>`}const u=300,w=5e3;function b(e){if(e.length<2)return"";const t=e.filter(c=>c.blocks).length,n=t===0?"Nothing speaks against them":`${(0,v.B4)(t)} of ${(0,I.y)(e.length,"model")} may not go on`,r=e.map((c,h)=>({section:c,index:h})),a=O("Models",[{title:"model",cell:({section:c,index:h})=>$(c,h)},{title:"verdict",cell:({section:{verdict:c,blocks:h}})=>M(c==="warn"?"warning":c,h?`${c}, blocks`:void 0)},{title:"answer",isText:!0,cell:({section:c})=>(0,o.ZD)((0,j.describeVerdict)(c))}],r,{isSortable:!0,mostRows:w}),s=e.length-u,d=s>0?`<p class="note">${(0,I.y)(s,"model")} at the end of the table have no part of their own here; their result files have it all.</p>`:"";return`<div class="card"><h2>${n}</h2>${a}${d}</div>`}function $({model:e},t){const n=(0,o.ZD)(e??"no model",80);return t<u?`<a href="#model-${t}">${n}</a>`:n}const A=`(() => {
'use strict'
const root = document.documentElement
const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act)
const make = (name, attributes, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const theme = document.getElementById('theme')
const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches
const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()))
theme.hidden = false
theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; showTheme() })
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', showTheme)
showTheme()

const textOf = (row) => row.textContent.toLowerCase()
const makeSearch = (label, rows, show) => {
  const found = make('output', { class: 'note' })
  const field = make('input', { type: 'search', 'aria-label': label, placeholder: label })
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\\s+/)
    let count = 0
    for (const row of rows) {
      const isFound = words.every((word) => textOf(row).includes(word))
      if (isFound) count += 1
      show(row, isFound)
    }
    found.textContent = field.value === '' ? '' : count + ' of ' + rows.length
  })
  return make('div', { class: 'search' }, field, found)
}

each('table.sortable', (table) => {
  const body = table.tBodies[0]
  const name = table.getAttribute('aria-label')
  const rows = [...body.rows]
  if (rows.length < 6) return
  const keyOf = (row, at) => {
    const cell = row.cells[at]
    const text = (cell.firstChild ? cell.firstChild.textContent : '').trim()
    const number = Number.parseFloat(text.replace(/,/g, '').replace(/\\u2212/g, '-'))
    return Number.isNaN(number) ? text : number
  }
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
    return typeof a === typeof b ? a.localeCompare(b) : typeof a === 'number' ? -1 : 1
  }
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, at) => {
    const button = make('button', { type: 'button', class: 'order' }, ...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const order = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', order)
      const sign = order === 'ascending' ? 1 : -1
      const keyed = rows.map((row) => [keyOf(row, at), row])
      keyed.sort(([a], [b]) => a === '' || b === '' ? compare(a, b) : sign * compare(a, b))
      body.append(...keyed.map(([, row]) => row))
    })
  })
  if (rows.length < 15) return
  const sections = new Map(rows.map((row) => {
    const link = row.querySelector('a[href^="#"]')
    return [row, link && document.querySelector(link.hash)]
  }))
  table.parentElement.before(makeSearch('Search: ' + name.toLowerCase(), rows, (row, isFound) => {
    row.hidden = !isFound
    const section = sections.get(row)
    if (section) section.hidden = !isFound
  }))
})

const markScrollers = () => each('.scroll', (scroller) => {
  const table = scroller.querySelector('table')
  const isWide = scroller.scrollWidth > scroller.clientWidth + 1
  if (isWide || scroller.scrollHeight > scroller.clientHeight + 1) {
    scroller.tabIndex = 0
    scroller.setAttribute('role', 'group')
    scroller.setAttribute('aria-label', table.getAttribute('aria-label') + ', scrolls')
  } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name)
})
addEventListener('resize', markScrollers)
document.addEventListener('toggle', markScrollers, true)
markScrollers()

let opened = []
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not(.numbers):not([open])')]
  for (const part of opened) part.open = true
})
addEventListener('afterprint', () => { for (const part of opened) part.open = false })

const tip = make('div', { class: 'tip', role: 'status' })
const keys = make('p', { class: 'unseen', id: 'plot-keys' }, 'Left and right move along a series, up and down to another one.')
document.getElementById('content').append(tip, keys)
const hideTip = () => { tip.classList.remove('shown'); each('.mark', (mark) => mark.remove()) }

each('figure.plot', (figure) => {
  const svg = figure.querySelector('svg.chart')
  const heads = [...figure.querySelectorAll('thead th')].map((head) => head.textContent)
  const points = [...figure.querySelectorAll('tr[data-at]')].map((row) => {
    const [x, y] = row.dataset.at.split(' ').map(Number)
    return { x, y, series: Number(row.dataset.series), cells: [...row.cells].map((cell) => cell.textContent) }
  })
  if (points.length === 0) return
  const left = new Set()
  const box = svg.viewBox.baseVal
  let current = null
  const show = (point) => {
    hideTip()
    current = point
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
    for (const [key, value] of Object.entries({ class: 'mark', cx: point.x, cy: point.y, r: 6 })) mark.setAttribute(key, value)
    svg.append(mark)
    const parts = point.cells.map((cell, at) => heads[at] === 'series' ? cell : cell && heads[at] + ' ' + cell)
    tip.textContent = parts.filter((part) => part !== '').join('\\n')
    tip.classList.add('shown')
    const place = svg.getBoundingClientRect()
    const [x, y] = [place.left + point.x * place.width / box.width, place.top + point.y * place.height / box.height]
    const width = Math.min(tip.offsetWidth, root.clientWidth - 16)
    tip.style.left = Math.max(8, Math.min(x - width / 2, root.clientWidth - width - 8)) + 'px'
    tip.style.top = (y - tip.offsetHeight - 12 < 0 ? y + 14 : y - tip.offsetHeight - 12) + 'px'
  }
  const shown = () => points.filter(({ series }) => !left.has(series))
  const nearest = (list, x, y) => list.reduce((best, point) => {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2
    return best === null || distance < best.distance ? { point, distance } : best
  }, null)
  svg.addEventListener('pointermove', (event) => {
    const place = svg.getBoundingClientRect()
    const found = nearest(shown(), (event.clientX - place.left) * box.width / place.width, (event.clientY - place.top) * box.height / place.height)
    if (found !== null && found.distance < 2500) show(found.point)
    else hideTip()
  })
  svg.addEventListener('pointerleave', hideTip)
  svg.tabIndex = 0
  svg.setAttribute('aria-describedby', 'plot-keys')
  svg.addEventListener('blur', hideTip)
  svg.addEventListener('keydown', (event) => {
    const list = shown()
    if (event.key === 'Escape') return hideTip()
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -list.length, End: list.length }
    const isOther = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (list.length === 0 || !(isOther || event.key in steps)) return
    event.preventDefault()
    if (current === null || left.has(current.series)) return show(list[0])
    if (isOther) {
      const others = [...new Set(list.map(({ series }) => series))]
      const at = others.indexOf(current.series) + (event.key === 'ArrowDown' ? 1 : others.length - 1)
      const series = others[at % others.length]
      return show(nearest(list.filter((point) => point.series === series), current.x, current.y).point)
    }
    const own = list.filter(({ series }) => series === current.series)
    show(own[Math.max(0, Math.min(own.length - 1, own.indexOf(current) + steps[event.key]))])
  })
  each('.legend li', (item, series) => {
    const button = make('button', { type: 'button', 'aria-pressed': 'true' }, ...item.childNodes)
    item.append(button)
    const colour = /--[a-z0-9-]+/.exec(button.querySelector('line').getAttribute('stroke'))[0]
    button.addEventListener('click', () => {
      const isLeft = !left.has(series)
      if (isLeft) left.add(series)
      else left.delete(series)
      button.setAttribute('aria-pressed', String(!isLeft))
      if (isLeft) svg.style.setProperty(colour, 'transparent')
      else svg.style.removeProperty(colour)
      hideTip()
    })
  }, figure)
})
})()
`;var m=g(72415),C=g(8563),J=g(68340);function q(e){const t=(0,J.l)(e),n=t.some(({hasHidden:r})=>r)?`<p class="note">${J.m}</p>`:"";return`<div class="matrices">${t.map(oe).join("")}</div>${n}`}function oe({name:e,rows:t,columns:n}){const r=n.map(d=>`<th scope="col">${(0,o.ZD)(d,30)}</th>`).join(""),a=t.map(({label:d,cells:c,total:h})=>{const k=c.map((D,y)=>_(D,h,d===n[y]));return`<tr><th scope="row">${(0,o.ZD)(d,30)}</th>${k.join("")}</tr>`});return`<div class="matrix"><p class="note">${(0,o.ZD)(e,60)}</p><div class="scroll"><table aria-label="${(0,o.ZD)(`labels and predictions of ${e}`,120)}"><thead><tr><th scope="col">label \u2193 prediction \u2192</th>${r}</tr></thead><tbody>${a.join("")}</tbody></table></div></div>`}function _(e,t,n){if(e===null)return'<td class="number quiet">\xB7</td>';const r=t>0?Math.max(0,Math.min(10,Math.round(e/t*10))):0;return`<td class="number ${n?"right":"wrong"} share-${r}">${(0,v.B4)(e)}</td>`}const ee=12;function ie(e,t,n){const a=e.results.flatMap(s=>s.figures).filter(s=>s.series.some(({points:d})=>d.length>0)).slice(0,ee).map((s,d)=>{const c=`figure-${t}-${d}`,h=`<figcaption id="${c}-title">${(0,o.ZD)(s.title,200)}</figcaption>`;if(s.kind==="matrix")return`<figure class="wide">${h}${q(s)}</figure>`;const{svg:k,marks:D}=n(s,c),y=`<details class="numbers"><summary>Numbers<span class="unseen"> of ${(0,o.ZD)(s.title,200)}</span></summary>${G(s,D)}</details>`;return`<figure class="plot">${h}${z(s)}${k}${y}</figure>`});return a.length===0?"":`<div class="figures">${a.join(`
`)}</div>`}function z(e){const t=(0,f.PM)(e);return t.length<2?"":`<ul class="legend">${t.map(({series:r,colour:a,dash:s})=>{const d=e.kind==="line"&&s==="dashed"?' stroke-dasharray="5 4"':"";return`<li>${`<svg viewBox="0 0 22 8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="${a}" stroke-width="2"${d}/></svg>`}${(0,o.ZD)(r.name,60)}</li>`}).join("")}</ul>`}function G(e,t){const n=(0,f.PM)(e).map(({series:c})=>c.name),r=t.flatMap(({point:c})=>[c.y,c.low??c.y,c.high??c.y]),a=r.every(Number.isInteger)?0:(0,v.AP)(r.filter(Number.isFinite),null),s={title:"series",cell:c=>(0,o.ZD)(n[c.series],60)},d=[...n.length>1?[s]:[],{title:e.x,cell:({point:c})=>(0,o.ZD)((0,C.Wy)(c.x))},{title:e.y,isNumber:!0,cell:({point:c})=>(0,v.ZV)(c.y,a)},{title:"interval",isNumber:!0,cell:({point:c})=>De(c,a)},{title:"rows",isNumber:!0,cell:({point:c})=>c.rows===void 0?"":(0,v.B4)(c.rows)}];return O(`${e.title}: numbers`,d,t,{attributesOf:({at:c,series:h})=>c===null?"":` data-at="${c.join(" ")}" data-series="${h}"`})}function De({low:e,high:t},n){return e===void 0||t===void 0?"":`${(0,v.ZV)(e,n)} to ${(0,v.ZV)(t,n)}`}var Me=g(91144);const le=200,Q=24,fe=10;function Te(e){const{low:t,value:n,high:r,limit:a,allowed:s,text:d}=e;if(![t,n,r,a].every(Number.isFinite))return"";const[c,h]=[Math.min(t,a),Math.max(r,a)],k=h-c||1,D=B=>ge(fe+(B-c)/k*(le-2*fe)),[y,ne,re,V]=[D(t),D(n),D(r),D(a)],W=s==="above"?`x="0" width="${V}"`:`x="${V}" width="${ge(le-V)}"`,S=Q/2;return[`<svg class="interval" viewBox="0 0 ${le} ${Q}" role="img">`,`<title>${(0,o.ZD)(`interval ${d}, limit ${String(a).replace("-","\u2212")}`)}</title>`,`<rect class="beyond" ${W} y="0" height="${Q}"/>`,c<0&&h>0?`<line class="zero" x1="${D(0)}" x2="${D(0)}" y1="3" y2="${Q-3}"/>`:"",`<line class="limit" x1="${V}" x2="${V}" y1="0" y2="${Q}"/>`,`<line class="range" x1="${y}" x2="${re}" y1="${S}" y2="${S}"/>`,...[y,re].map(B=>`<line class="range" x1="${B}" x2="${B}" y1="${S-4}" y2="${S+4}"/>`),`<circle class="value" cx="${ne}" cy="${S}" r="4"/>`,"</svg>"].join("")}const ge=e=>Math.round(e*10)/10;var te=g(32459),H=g(73406);const be={label:"",baseline:"",candidate:"",difference:"",interval:"",verdict:"",isBelow:!1};function Ae(e){const t=(0,Me.U)(e);if(t.length===0)return"";const n=t.flatMap(a=>{const s=a.rows.flatMap(h=>Ze(h,Ee(h,a.isSliced)));if(!a.isSliced)return s;const d=a.rows.filter(h=>h.state===a.state).length,c=a.rows.length===1?void 0:`${d} of ${a.rows.length} ${L[a.state]}`;return[{...be,label:(0,o.ZD)(a.label),verdict:M(a.state,c)},...s]});return`${O("Gates",[{title:"gate",cell:({label:a})=>a},{title:"verdict",cell:({verdict:a})=>a},{title:(0,H.nameBaseline)(e.baseline).short,isNumber:!0,cell:({baseline:a})=>a},{title:"candidate",isNumber:!0,cell:({candidate:a})=>a},{title:"difference",isNumber:!0,cell:({difference:a})=>a},{title:"interval",cell:({interval:a})=>a}],n,{classOf:({isBelow:a})=>a?"slice":""})}${Oe(t.flatMap(a=>a.rows))}`}function Ze(e,t){return[{label:t,baseline:e.baseline??"",candidate:e.candidate===null?e.expression===null?xe():"":(0,o.ZD)(e.candidate),difference:e.difference??"",interval:Le(e),verdict:M(e.state,e.check.waiver?"waived":void 0),isBelow:e.slice!==null},...e.operands.map(je)]}function je({label:e,numbers:t,others:n}){return{...be,label:(0,o.ZD)(e,120),baseline:t.baseline??"",candidate:t.candidate??"",difference:t.difference??"",interval:n===""?"":`<span class="span">${(0,o.ZD)(n,120)}</span>`,isBelow:!0}}function Ee(e,t){const{slice:n,expression:r,check:a}=e;if(t&&n!==null){const{rows:d}=a.statistics;return(0,o.ZD)(`${n.value}${d===null?"":` (${(0,v.B4)(d)} rows)`}`)}if(r===null)return(0,o.ZD)(e.label);const s=E(r.text,300);return r.name===null?s:`${(0,o.ZD)(r.name,120)}<br>${s}`}const xe=()=>'<span class="quiet">not measured</span>';function Le({interval:e,state:t,expression:n}){return e===null?t==="inconclusive"&&n===null?xe():"":`<div class="${P(t)}">${Te(e)}<span class="span">${e.text}</span></div>`}function Oe(e){const t=e.filter(d=>d.interval!==null),n=[...new Set(t.flatMap(({check:d})=>d.statistics.confidence??[]))].map(te.Me),r=new Set(e.flatMap(({state:d,check:c})=>d==="skip"&&c.help?[c.help]:[])),a=`Two-sided ${n.join(" and ")} intervals. The red line is the limit that the gate sets; an interval that reaches over it settles nothing.`;return[...t.length>0?[a]:[],...[...r].map(d=>`Skipped: ${d}`)].map(d=>`<p class="note">${(0,o.ZD)(d)}</p>`).join("")}function Ne(e){const{overall:t,sliced:n,sharedNotes:r}=(0,te.u7)(e);if(t.length+n.length===0)return"";const a=(0,te.qQ)(e),s=[...a===null?[]:[`Below each value its two-sided ${a} interval.`],...r.map(c=>`${c}.`)];return`${[t.length===0?"":ce("All metrics",t,e),n.length===0?"":`<h3 class="sub">By slice</h3>${ce("All slices",n,e)}`].join("")}${s.map(c=>`<p class="note">${(0,o.ZD)(c)}</p>`).join("")}`}function Ce(e){const{searched:t}=(0,te.u7)(e);return t.length===0?"":ce("Worst groups",t,e)}function ce(e,t,n){const r={title:"slice",cell:s=>(0,o.ZD)(s.slice?.text??"",120)},a=[...t.some(s=>s.slice!==null)?[r]:[],{title:"metric",cell:({title:s})=>(0,o.ZD)(s,80)},{title:"rows",isNumber:!0,cell:s=>s.rows??""},{title:(0,H.nameBaseline)(n.baseline).short,isNumber:!0,cell:({baseline:s})=>de(s)},{title:"candidate",isNumber:!0,cell:({candidate:s})=>de(s)},{title:"difference",isNumber:!0,cell:({difference:s})=>de(s)},{title:"method",cell:We},{title:"note",isText:!0,cell:({note:s})=>s===null?"":(0,o.ZD)(s)}];return O(e,a,t,{isSortable:!0})}function We({method:e,test:t}){return(0,o.ZD)([e,t].filter(n=>n!==null).join("; "),80)}function de(e){const[t,n]=(e??"").split(" (");return n===void 0?t:`${t}<span class="span">${n.replace(")","")}</span>`}const ze={policy:"policy",exam:"exam",contract:"contract",wiring:"wiring",model:"new model"};function Fe({results:e}){const t=e.flatMap(({proposal:n,verdict:r,summary:a})=>{if(!n||n.differences.length===0&&n.head===null)return[];const{differences:s,head:d}=n;return[`${d===null?"":['<dl class="verdicts">',`<dt>as judged</dt><dd>${ve(r)} ${(0,o.ZD)((0,v.G8)(a),600)}</dd>`,`<dt>as the change would have it</dt><dd>${ve(d.verdict)} ${(0,o.ZD)((0,v.G8)(d.summary),600)}</dd></dl>`].join("")}${Ie(s)}`]});return[...new Set(t)].join("")}const ve=e=>M(e==="warn"?"warning":e);function Ie(e){if(e.length===0)return"";const t=r=>r===null?'<span class="quiet">not there</span>':E(r,200);return`${O("What this change does to how it is judged",[{title:"where",cell:({path:r})=>E(r,160)},{title:"part",cell:({part:r})=>ze[r]},{title:"base branch",isText:!0,cell:({base:r})=>t(r)},{title:"this change",isText:!0,cell:({head:r})=>t(r)},{title:"counts",cell:({counts:r})=>r?"now":"once merged"},{title:"line",cell:({source:r})=>r===null?"":E(r.line===null?r.file:`${r.file}:${r.line}`)}],e)}<p class="note">What decides, and on which data, is taken from the base branch: a change cannot soften its own exam.</p>`}var Be=g(88045);function Re(e){const t=(0,Be.D)(e).map(({state:n,text:r})=>`<li><span>${M(n)}</span><div>${(0,o.ZD)(r,600)}</div></li>`);return t.length===0?"":`<ul class="steps">${t.join("")}</ul>`}var pe=g(19457);function Pe(e){const{shown:t,more:n}=(0,pe.oP)((0,pe.lU)(e),100),r=t.map(({state:a,subjects:s,help:d,place:c})=>{const h=s.slice(0,5).map(y=>(0,o.ZD)(y,120)),k=s.length>5?` and ${s.length-5} more`:"",D=c===null?"":` ${E(c)}`;return`<li><span>${M(a)}</span><div><strong>${h.join(", ")}${k}</strong><br>${(0,o.ZD)(d,800)}${D}</div></li>`});return r.length===0?"":`<ul class="steps">${r.join("")}</ul>${n>0?`<p class="note">and ${n} more</p>`:""}`}function ue(e){return e.length===0?"":O("Data rules",[{title:"rule",cell:({check:t})=>(0,o.ZD)(t.title)},{title:"verdict",cell:({state:t,check:n})=>M(t,n.waiver?"waived":void 0)},...(0,m.yB)(e).map(({title:t,pick:n})=>({title:t,cell:r=>(0,o.ZD)(n(r),60)})),{title:"measured",isNumber:!0,cell:({measured:t})=>(0,o.ZD)(t,80)},{title:"allowed",isNumber:!0,cell:({check:t})=>(0,o.ZD)(t.expected??"",80)},{title:"where",cell:({place:t})=>t===null?"":E(t)}],e,{isSortable:!0})}function Ge({open:e}){return e.flatMap(({check:n})=>{if(n.samples.length===0)return[];const r=(0,m.SO)(n);if(r!==null)return[`<div class="samples"><p class="note">${(0,o.ZD)(n.title)}: ${r}</p></div>`];const a=[...new Set(n.samples.flatMap(h=>Object.keys(h.values)))].slice(0,12),s=h=>h===void 0?"":h===null?'<span class="quiet">null</span>':E(h,60),d=a.map(h=>({title:h,cell:({values:k})=>s(k[h])})),c={title:"row",cell:h=>h.row===null?"\u2013":(0,v.B4)(h.row)};return[`<div class="samples"><p class="note">${(0,o.ZD)(n.title)}</p>${O(n.title,[c,...d],n.samples)}</div>`]}).join("")}function we(e){const t=(0,j.isActing)(e),n=e.checks.filter(r=>!["contract","gate","metric"].includes(r.kind)&&(t||!(0,H.isUnjudged)(r)));return n.length===0?"":O("Other checks",[{title:"check",cell:r=>(0,o.ZD)(r.title)},{title:"verdict",cell:r=>M((0,H.stateOf)(r),r.waiver?"waived":void 0)},{title:"found",isText:!0,cell:({observed:r})=>r===null?"":(0,o.ZD)(String(r))},{title:"allowed",isText:!0,cell:({expected:r})=>(0,o.ZD)(r??"")},{title:"where",cell:r=>r.source?E((0,pe.$t)(r)):""}],n)}var He=g(19668),Ue=g(46221);function Ve(e,t){const{index:n,isFolded:r}=t,a=Xe(e,t);return[`<section class="model" id="model-${n}" aria-labelledby="name-${n} verdict-${n}">`,Ke(e,n),r?l("Its report",a,"whole"):a,"</section>"].join(`
`)}function Xe(e,{index:t,draw:n,repositoryUrl:r}){const a=[i("Gates",Ae(e)),Ye(e)];return[i("What was proven",Re(e)),...(0,H.isDataWorse)(e)?a.toReversed():a,...(0,j.isActing)(e)?[]:[i("Other checks",we(e))],i("Next",Pe(e)),i("How this change is judged",Fe(e)),i("Worst groups found",Ce(e)),i("Evaluation data",Qe((0,He.eH)(e))),i("Plots",ie(e,t,n)),i("What changed",Je((0,Z.Wd)(e),r)),...(0,j.isActing)(e)?[l("Each check",we(e))]:[],l("All metrics and slices",Ne(e)),l("Where this comes from",qe(e,r))].filter(d=>d!=="").join(`
`)}function Ke(e,t){const n=(0,j.describeHeading)(e),a=e.model!==null&&n.startsWith(`${e.model} `)?n:n.charAt(0).toUpperCase()+n.slice(1),s=x(e),d=e.checks.some(y=>y.kind==="metric"||y.kind==="gate"),c=e.checks.some(H.isUnjudged),h=e.model??(c?"This run":d?"Comparison":"Data"),k=[...new Set(e.results.map(Ue.d).filter(y=>y!==null))],D=[...new Set(e.results.map(y=>y.summary))].filter(y=>!(0,j.isTold)(y,n)).slice(0,10);return[`<header class="banner ${s}">${K(s)}`,`<div><p class="eyebrow" id="name-${t}">${(0,o.ZD)(h,80)}</p>`,`<h2 id="verdict-${t}">${(0,o.ZD)(a)}</h2></div>`,`<div class="why">${k.map(y=>`<p class="plain">${(0,o.ZD)(y,600)}</p>`).join("")}`,`<p>${D.map(y=>(0,o.ZD)((0,v.G8)(y),1e3)).join(" ")}</p></div></header>`].join("")}function Ye(e){const t=(0,m.KW)(e);if(t===null)return"";const r=`Data${t.objects.slice(0,10).map(s=>` <code>${(0,o.ZD)(s,80)}</code>`).join(",")}: ${t.headline}`;if(t.open.length===0)return l(r,ue(t.rows));const a=t.rows.slice(t.open.length);return[i(r,ue(t.open)),l("Rows that break them",Ge(t)),l("The other rules",ue(a))].join(`
`)}function Je(e,t){const n=a=>ye(a,t);return e.length<2?n(e.flatMap(({facts:a})=>a)):`<dl>${e.map(({name:a,facts:s})=>`<dt>${a}</dt><dd>${n(s)}</dd>`).join("")}</dl>`}function Qe(e){return e.slice(0,20).map(t=>`<p>${(0,o.ZD)(t,800)}</p>`).join("")}function ye(e,t){return e.length===0?"":`<ul class="facts">${e.slice(0,100).map(r=>`<li>${U(r,t)}</li>`).join("")}</ul>`}function qe(e,t){const n=a=>ye(a,t),r=n((0,Z.jm)(e));return`<dl>${r===""?"":`<dt>policy</dt><dd>${r}</dd>`}<dt>made of</dt><dd>${n((0,Z.c1)(e))}</dd></dl>`}const he=`--bg:#f6f6f4;--card:#fff;--ink:#1d2126;--muted:#5c626b;--line:#e3e4e6;--soft:#f1f2f3;--link:#2348b5;
--good:#146c3e;--good-bg:#e8f5ee;--bad:#b31d26;--bad-bg:#fdedee;--open:#805000;--open-bg:#fdf3dc;--skip:#5c626b;--skip-bg:#eff0f1;
--chart-1:#2f5bd8;--chart-2:#7d838c;--chart-3:#b8621b;--chart-4:#1a7f4b;--chart-5:#8e44ad;--chart-6:#b31d59;--chart-7:#00798c;--chart-8:#6b6100`,$e=`--bg:#111315;--card:#191c1f;--ink:#e9ebee;--muted:#a0a7b0;--line:#2d3238;--soft:#22262a;--link:#9db6ff;
--good:#4cc38a;--good-bg:#14291f;--bad:#ff8b8b;--bad-bg:#351a1d;--open:#f0b94a;--open-bg:#302510;--skip:#a0a7b0;--skip-bg:#25292d;
--chart-1:#8fabff;--chart-2:#868d96;--chart-3:#e39a5c;--chart-4:#4cc38a;--chart-5:#c792ea;--chart-6:#ff7eb0;--chart-7:#4fc3d9;--chart-8:#cfc04a`,_e=Array.from({length:11},(e,t)=>`.share-${t}{--share:${t*10}%}`).join(""),ke=`
:root{color-scheme:light dark;${he}}
@media (prefers-color-scheme:dark){:root{${$e}}}
:root[data-theme=light]{color-scheme:light;${he}}
:root[data-theme=dark]{color-scheme:dark;${$e}}
@media print{:root,:root[data-theme]{color-scheme:light;${he}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:1080px;margin:0 auto;padding:16px 20px 48px}
h1,h2,h3{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.012em}
h1{font-size:24px}h2{font-size:24px;text-wrap:balance}h3{font-size:16px;margin:0 0 10px}
p{margin:0}code{font:.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere;unicode-bidi:isolate}
.top{max-width:1080px;margin:0 auto;padding:24px 20px 0;display:flex;align-items:center;gap:8px 16px;flex-wrap:wrap;color:var(--muted);font-size:13px}
.top h1{font-size:13px;letter-spacing:0;color:var(--ink);margin-right:auto}
a{color:var(--link)}a code{color:inherit}
.skip-link{position:absolute;left:8px;top:-60px;z-index:3;padding:8px 14px;background:var(--card);border-radius:8px}.skip-link:focus{top:8px}
:focus-visible{outline:2px solid var(--chart-1);outline-offset:2px;border-radius:4px}main:focus{outline:0}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
#theme{border:1px solid var(--line);border-radius:999px;padding:3px 12px;background:var(--card);color:var(--ink)}#theme[aria-pressed=true]::before{content:"\u2713 "}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.search{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;margin-bottom:12px}.search input{font:inherit;font-size:14px;color:inherit;background:var(--bg);border:1px solid var(--muted);border-radius:8px;padding:5px 10px;width:min(100%,320px)}.search .note{margin:0}
.order{font-weight:inherit;text-align:inherit;white-space:inherit}.order::after{content:" \u2195";opacity:.55}[aria-sort=ascending] .order::after{content:" \u2191";opacity:1}[aria-sort=descending] .order::after{content:" \u2193";opacity:1}
[hidden]{display:none!important}
.model{margin-bottom:40px}
.banner{border-radius:12px;padding:22px 24px;background:var(--tone-bg);border:1px solid color-mix(in srgb,var(--tone) 28%,transparent);display:grid;grid-template-columns:auto 1fr;gap:4px 18px;margin-bottom:14px}
.banner .badge{grid-row:span 2;width:40px;height:40px;margin-top:2px}
.badge circle{fill:var(--tone)}.badge path{fill:none;stroke:var(--card);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.eyebrow{color:var(--tone);font-size:13px;font-weight:650;margin-bottom:2px}
.why{max-width:72ch;margin-top:4px}.why .plain{font-size:16.5px;margin-bottom:8px}
.card h2{font-size:16px;margin:0 0 10px}.card p+p{margin-top:8px}.sub{font-size:14px;margin:22px 0 8px}.verdicts{margin-bottom:16px}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}.open{--tone:var(--open);--tone-bg:var(--open-bg)}.skip{--tone:var(--skip);--tone-bg:var(--skip-bg)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 22px;margin-bottom:14px}
.scroll{overflow-x:auto;margin:0 -22px;padding:0 22px}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;color:var(--muted);font-size:12.5px;text-align:left;white-space:nowrap}
tbody th{font-weight:inherit;color:inherit;font-size:inherit;white-space:normal}
th,td{padding:8px 14px 8px 0;border-top:1px solid var(--line);vertical-align:middle}
thead th{border-top:0;padding-top:0}th:last-child,td:last-child{padding-right:0}
td{white-space:nowrap}td.text{white-space:normal;min-width:220px;overflow-wrap:anywhere}tbody th{min-width:140px}.number{text-align:right}td code{white-space:nowrap}
.samples{margin-bottom:18px}.samples table{width:auto}.samples tbody th{min-width:64px}.samples .note{margin:0 0 6px}
.slice th{padding-left:18px}.slice th::before{content:"\u2514 ";color:var(--muted)}
.quiet,.note{color:var(--muted)}.note{font-size:13px;margin-top:10px}
.pill{display:inline-flex;align-items:center;gap:6px;white-space:nowrap;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;color:var(--tone);background:var(--tone-bg)}
.interval{display:block;width:200px;height:24px}.span{display:block;font-size:12.5px;color:var(--muted);white-space:nowrap}
.interval .beyond{fill:var(--bad);opacity:.1}.interval .limit{stroke:var(--bad);stroke-width:1.5}.interval .zero{stroke:var(--muted);stroke-dasharray:2 3}
.interval .range{stroke:var(--tone);stroke-width:2}.interval .value{fill:var(--tone)}
.steps{margin:0;padding:0;list-style:none;display:grid;gap:12px}.steps li{display:grid;grid-template-columns:112px 1fr;gap:12px;align-items:start}
.steps strong{font-weight:600}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:22px}
figure{margin:0;min-width:0}figcaption{font-weight:600;font-size:14px;margin-bottom:6px}
.wide{grid-column:1/-1}.matrices{display:flex;flex-wrap:wrap;gap:12px 36px}.matrix{max-width:100%}.matrix .note{margin:0 0 4px}.matrix table{width:auto}.matrix tbody th{min-width:0;white-space:nowrap;color:var(--muted)}.matrix td,.matrix thead th+th{padding:6px 12px;text-align:right}
.matrix .right{background:color-mix(in srgb,var(--good) calc(var(--share)*.45),transparent)}.matrix .wrong{background:color-mix(in srgb,var(--bad) min(60%,calc(var(--share)*2)),transparent)}
${_e}
.chart{display:block;width:100%;max-width:620px;height:auto;touch-action:pan-y}.mark{fill:none;stroke:var(--ink);stroke-width:2;pointer-events:none}
.tip{position:fixed;z-index:2;left:8px;top:0;visibility:hidden;max-width:min(340px,calc(100vw - 16px));pointer-events:none;background:var(--ink);color:var(--bg);border-radius:8px;padding:5px 10px;font-size:12.5px;white-space:pre-line;overflow-wrap:anywhere}.tip.shown{visibility:visible}
.legend button{text-decoration:none}.legend [aria-pressed=false]{text-decoration:line-through}
.numbers{background:none;border:0;margin:6px 0 0}.numbers summary{padding:4px 0;font-size:13px;font-weight:400;color:var(--muted)}.numbers .scroll{margin:0;padding:0;max-height:320px;overflow:auto}.numbers table{width:auto}.numbers tbody th{min-width:0}.numbers th,.numbers td{padding:3px 16px 3px 0;font-size:13px;white-space:nowrap}
.whole{background:none;border-style:dashed}.whole>.body{padding:4px 14px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 4px;padding:0;list-style:none;font-size:12.5px;font-weight:400;color:var(--muted)}
.legend svg{width:22px;height:8px;vertical-align:middle;margin-right:6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 20px;margin:0;font-size:14px}dt{color:var(--muted)}dd{margin:0;min-width:0}
.facts{margin:0;padding:0;list-style:none;font-size:14px}
details{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-bottom:14px}
details .card{border:0;margin:0}
summary{cursor:pointer;padding:13px 22px;font-weight:600;font-size:14.5px}
summary:focus-visible{border-radius:12px}
details>.body{padding:4px 22px 18px}
@media (max-width:640px){main{padding:16px 12px 32px}.top{padding:16px 12px 0}.banner{grid-template-columns:1fr;padding:18px}.card{padding:16px}.scroll{margin:0 -16px;padding:0 16px}.steps li{grid-template-columns:1fr;gap:4px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}h2{font-size:20px}}
@media print{body{background:none;font-size:11pt}.banner,figure,tr,.steps li{break-inside:avoid}h2,h3{break-after:avoid}main,.top{max-width:none;padding:0}.skip-link,#theme,.search,.numbers,.tip{display:none}.scroll{overflow:visible;margin:0;padding:0}*{print-color-adjust:exact}}
`,et=300;async function tt(e,t=F.S){const n=(0,H.groupByModel)(e),r=await nt(e),{repositoryUrl:a}=t,s=n.slice(0,u).map((k,D)=>{const y=n.length>1&&!k.blocks&&k.verdict!=="warn";return Ve(k,{index:D,draw:r,repositoryUrl:a,isFolded:y})}),[d,c]=await Promise.all([ke,A].map(rt));return["<!doctype html>",'<html lang="en">',"<head>",'<meta charset="utf-8">',`<meta http-equiv="Content-Security-Policy" content="${`default-src 'none'; style-src '${d}'; script-src '${c}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`}">`,'<meta name="viewport" content="width=device-width, initial-scale=1">','<meta name="referrer" content="no-referrer">','<meta name="color-scheme" content="light dark">',`<title>${(0,o.ZD)(at(n),200)}</title>`,`<style>${ke}</style>`,"</head>","<body>",'<a class="skip-link" href="#content">To the verdict</a>',st(e,t),'<main id="content" tabindex="-1">',b(n),...s,"</main>",`<script type="application/json" id="results">${(0,o._g)(e)}<\/script>`,`<script>${A}<\/script>`,"</body>","</html>",""].join(`
`)}async function nt(e){const t=a=>({svg:"",marks:(0,f.Cl)(a).map(s=>({...s,at:null}))});if(!e.some(({figures:a})=>a.some(({kind:s})=>s!=="matrix")))return t;const{drawChart:n}=await Promise.all([g.e(7360),g.e(5084)]).then(g.bind(g,85084));let r=0;return(a,s)=>(r+=1,r>et?t(a,s):n(a,s))}async function rt(e){const t=await crypto.subtle.digest("SHA-256",new TextEncoder().encode(e));return`sha256-${btoa(String.fromCharCode(...new Uint8Array(t)))}`}function at(e){const[t]=e;return e.length!==1||t===void 0?`modelgate: ${(0,v.B4)(e.length)} models`:`${t.model??"Data"}: ${(0,j.describeVerdict)(t)}`}function st(e,{repositoryUrl:t,runUrl:n}){const[r]=e,a=r?.source?.repository??"",s=r?.source?.commit??"",d=t!==null&&/^[0-9a-f]{7,64}$/.test(s);return`<header class="top"><h1>modelgate report</h1><span>${[a===""?"":(0,o.ZD)(a,100),s===""?"":p(d?`${t}/commit/${s}`:"",(0,o.ZD)((0,Z.ml)(s),100)),(0,o.ZD)(ot(r?.finishedAt??""),100),n===null?"":p(n,"the run")].filter(k=>k!=="").join(" \xB7 ")}</span><button type="button" id="theme" hidden>Dark colours</button></header>`}function ot(e){const t=/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(e);return t?`${t[1]} ${t[2]} UTC`:e}}),21985:((se,R,g)=>{g.d(R,{D9:()=>K,X5:()=>v,ZD:()=>E,_g:()=>p,cK:()=>Y,dD:()=>N,e5:()=>P,escapeMarkdown:()=>X,iQ:()=>O,lF:()=>L,m3:()=>x});const o="\u200B",f=300,F=new RegExp("[\\u0000-\\u001F\\u007F-\\u009F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u2800\\uFFF9-\\uFFFB\\p{Surrogate}]|(?!\\u200C|\\u200D|[\\uFE00-\\uFE0F])\\p{Default_Ignorable_Code_Point}","gu"),Z=/^[ -~]*$/,j=/^[!-~]+(?: [!-~]+)*$/,I=new RegExp("(\\p{M}{4})\\p{M}+","gu");function v(l,i=f){if(l.length<=i&&j.test(l))return l;const u=l.slice(0,i*4).replace(/[\s\u2028\u2029\u0085]+/g," "),w=(Z.test(u)?u:u.replace(F,"\uFFFD").replace(I,"$1")).trim();if(w.length<=i&&l.length<=i*4)return w;const b=[...w];return b.length>i||l.length>i*4?`${b.slice(0,i-1).join("")}\u2026`:w}function N(l,i=f){return v(l,i).replace(/##\[/g,"## [").replace(/^::/,": :")}function L(l){return l.split(/\r?\n/).map(i=>i.replace(/[\t\u2028\u2029\u0085]/g," ").replace(F,"\uFFFD").replace(/##\[/g,"## [").replace(/^(\s*)::/,"$1: :")).join(`
`)}function P(l){return/^\s*::|##\[/m.test(l)}function x(l){return l.replace(/@(?=[\w-])/g,`@${o}`).replace(/#(?=\d)/g,`#${o}`).replace(/\bGH-(?=\d)/gi,i=>`${i}${o}`).replace(/:(?=\/\/)/g,`:${o}`).replace(/\b(mailto|xmpp):/gi,i=>`${i}${o}`).replace(/www\./gi,i=>`${i.slice(0,-1)}${o}.`).replace(/:(?=[\w+-]+:)/g,`:${o}`).replace(/(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/gi,i=>i.replace(/.{6}(?=.)/g,u=>u+o))}const M="<span>$</span>";function X(l,i=f){return x(v(l,i)).replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/[\\`*_[\]~|!#]/g,"\\$&").replace(/^(\d+)(?=[.)](\s|$))/,"$1\\").replace(/^[-+=]/,"\\$&").replaceAll("$",M)}function K(l,i=f){const u=v(l,i).replace(/<!--/g,`<${o}!--`).replace(/\\(?=\|)/g,`\\${o}`).replace(/\|/g,"\\|"),w=Math.max(0,...[...u.matchAll(/`+/g)].map(T=>T[0].length)),b="`".repeat(w+1),$=u===""||u.startsWith("`")||u.endsWith("`")?" ":"";return`${b}${$}${u}${$}${b}`}function Y(l,i=f){return U(x(v(l,i))).replaceAll("$",M)}function O(l,i){return/^https?:\/\/[\w.~:/?#@!$&*+,;=%-]+$/.test(i)?`[${l}](${i})`:l}function E(l,i=f){return U(v(l,i))}function U(l){return l.replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/"/g,"&quot;").replace(/'/g,"&#39;")}function p(l){return JSON.stringify(l).replace(/[<>&\u2028\u2029]/g,i=>`\\u${i.charCodeAt(0).toString(16).padStart(4,"0")}`)}})};export{it as id,lt as ids,ct as modules};
