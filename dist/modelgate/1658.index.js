const l=1658,p=[1658],u={71658:((m,c,t)=>{t.d(c,{installLauncher:()=>d});var i=t(51455),o=t(76760),s=t(10167);async function d(n,e){const r=(0,o.join)(import.meta.dirname,"../cli/index.js");await(0,i.mkdir)(n,{recursive:!0});const a=(0,o.join)(n,"modelgate");return await(0,s.q)(a,`#!/bin/sh
exec ${_(e)} ${_(r)} "$@"
`),await(0,i.chmod)(a,493),process.platform==="win32"&&await(0,s.q)(`${a}.cmd`,`@"${e}" "${r}" %*\r
`),n}function _(n){return`'${n.replaceAll("'","'\\''")}'`}})};export{l as id,p as ids,u as modules};
