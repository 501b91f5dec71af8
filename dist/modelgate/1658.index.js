const l=1658,p=[1658],u={71658:((m,r,t)=>{t.d(r,{installLauncher:()=>d});var a=t(51455),i=t(76760),_=t(38262);async function d(n,e){const c=(0,i.join)(import.meta.dirname,"../cli/index.js");await(0,a.mkdir)(n,{recursive:!0});const s=(0,i.join)(n,"modelgate");return await(0,_.q)(s,`#!/bin/sh
exec ${o(e)} ${o(c)} "$@"
`),await(0,a.chmod)(s,493),process.platform==="win32"&&await(0,_.q)(`${s}.cmd`,`@"${e}" "${c}" %*\r
`),n}function o(n){return`'${n.replaceAll("'","'\\''")}'`}})};export{l as id,p as ids,u as modules};
